/** @file The check of `alpa run --metrics`. */
import { metricsFormat } from "../metrics/metrics-file.ts";
import { checkOutputFiles } from "./output-file.ts";

/** Refuses a file that cannot be written or has another ending; a folder is made when the run begins. */
export async function checkMetricsPath(path: string | undefined): Promise<void> {
  if (path === undefined || metricsFormat(path, "--metrics") === "events") return;
  await checkOutputFiles([["--metrics", path]]);
}

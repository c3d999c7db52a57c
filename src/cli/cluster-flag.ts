/** @file The `--cluster` option: text such as `1x8:a100-80gb`, or a JSON file. */
import type { Cluster } from "../cluster/cluster.ts";
import { clusterFromJson, parseCluster } from "../cluster/parse.ts";
import { readJson } from "./read-json.ts";

/** The cluster that the option names. */
export async function readCluster(text: string): Promise<Cluster> {
  return text.endsWith(".json") ? clusterFromJson(await readJson("--cluster", text), text) : parseCluster(text);
}

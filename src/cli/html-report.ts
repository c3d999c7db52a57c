/** @file `alpa plan --html`: a plan with its views in one HTML file. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Cluster } from "../cluster/cluster.ts";
import type { PlannedGraph } from "../planner/plan-source.ts";
import { type Configuration, simulatedAnswer } from "../studio/answer.ts";
import { htmlReport, type ReportParts } from "../studio/html-report.ts";
import { opGroups } from "../studio/op-groups.ts";

/** @param folder  where the studio's files are */
export function reportParts(folder: string): ReportParts {
  const read = (name: string): string => readFileSync(join(folder, name), "utf8");
  const hash = (text: string): string => createHash("sha256").update(text).digest("base64");
  // Inside of an element, this would end it.
  const script = read("report.js").replaceAll("</script", "<\\/script");
  const style = read("main.css");
  return { script, scriptHash: hash(script), style, styleHash: hash(style) };
}

/**
 * The file of a plan, with its simulated step.
 * @param folder  where the studio's files are
 */
export function planReport(
  planned: PlannedGraph,
  cluster: Cluster,
  configuration: Configuration,
  title: string,
  folder: string,
): string {
  const ops = opGroups(planned, cluster);
  return htmlReport({ title, ...simulatedAnswer(planned, cluster, configuration), ops }, reportParts(folder));
}

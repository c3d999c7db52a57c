/** @file The `--candidates` report of a joint search. */
import type { JointResult } from "../../methods/joint/joint-problem.ts";
import type { LayerRange } from "../../stage-search/stage-problem.ts";

/**
 * JSON of every setting that was tried: its lower bound, its best stages, and all stage candidates with their outcomes.
 */
export function candidatesJson(results: readonly JointResult[]): string {
  const settings = results.flatMap(({ tried }) =>
    tried.map(({ schedule, microbatches, boundSeconds, best }) => ({
      schedule,
      microbatches,
      boundSeconds,
      ...(best
        ? {
            seconds: best.seconds,
            stages: best.stages.map(({ chunks, devices, candidate, inFlight, memoryBytes }) => ({
              layers: chunks.map(endsOf),
              devices,
              mesh: candidate.config.mesh.mesh.axes,
              secondsPerMicrobatch: candidate.seconds,
              secondsPerStep: candidate.perStepSeconds,
              inFlight,
              memoryBytes,
            })),
            candidates: best.listCandidates().map(({ chunks, numEqual, submesh, outcome }) => ({
              layers: chunks.map(endsOf),
              numEqual,
              hosts: submesh.numHosts,
              devicesPerHost: submesh.devicesPerHost,
              ...(outcome.kind === "possible"
                ? {
                    mesh: outcome.candidate.config.mesh.mesh.axes,
                    secondsPerMicrobatch: outcome.candidate.seconds,
                    secondsPerStep: outcome.candidate.perStepSeconds,
                    maxStagesBehind: outcome.downstream.most,
                  }
                : { reason: outcome.reason }),
            })),
          }
        : { reason: "no stages of solved layers fit in memory and are faster than the best plan" }),
    })),
  );
  return `${JSON.stringify({ settings })}\n`;
}

const endsOf = ({ firstLayer, lastLayer }: LayerRange): readonly [number, number] => [firstLayer, lastLayer];

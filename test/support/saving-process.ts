/**
 * @file A process that goes on from the newest checkpoint of a folder and saves as fast as it can, until it is killed.
 * Element i of tensor t is step + 1000·t + i after `step` steps. Says a word after each save.
 */
import { listCheckpoints } from "../../src/checkpoint/folders.ts";
import { Snapshot } from "../../src/checkpoint/snapshot.ts";
import { writeCheckpoint } from "../../src/checkpoint/write-checkpoint.ts";
import { checkSaved, savedColumns, savedRows, savedValue } from "./saved-values.ts";

const [root] = process.argv.slice(2);
let step = listCheckpoints(root).at(-1)?.step ?? 0;
for (const { path } of listCheckpoints(root).slice(-1)) checkSaved(path);
let snapshot: Snapshot | undefined;
for (;;) {
  step++;
  const tensors = [0, 1].map((tensor) => ({
    ...{ name: `t${tensor}`, dtype: "f32" as const, shape: [2 * savedRows, savedColumns] },
    parts: [0, 1].map((device) => ({
      device,
      start: [device * savedRows, 0],
      shape: [savedRows, savedColumns],
      data: Float32Array.from({ length: savedRows * savedColumns }, (_, i) =>
        savedValue(step, tensor, device * savedRows * savedColumns + i),
      ),
    })),
  }));
  snapshot = Snapshot.take(tensors, { reused: snapshot, headShare: (step % 3) / 16 });
  await writeCheckpoint(root, { step }, snapshot, { keep: 3 });
  process.stdout.write(".");
}

/**
 * @file What checkpoints cost: trains the 31M-parameter MLP with Adam in blocks of 50 steps, one without and one with a
 * save in turn, and compares the seconds of the two in one run. Then loads the state under another method and number of
 * devices. Run: `npx tsx bench/checkpoints.ts [rounds] [steps per block]`.
 *
 * Wall time on a busy machine varies by more than a save costs, so CPU time is given too, also of saves by themselves.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { mlp } from "../examples/mlp.ts";
import { CopyPool } from "../src/api/copy-pool.ts";
import type { Executable } from "../src/api/executable.ts";
import { loadOnDevices } from "../src/api/load-state.ts";
import { elementsNow } from "../src/api/loaded-array.ts";
import { numberOf } from "../src/base/units.ts";
import { Checkpoint } from "../src/checkpoint/checkpoint.ts";
import { initialState, stateSpecs } from "../src/frontends/jaxjs/example.ts";
import { namedLeaves } from "../src/frontends/jaxjs/names.ts";
import { dataParallel, type HostArray, loadState, type Method, parallelize, zero } from "../src/index.ts";

const [rounds, stepsPerBlock] = [Number(process.argv[2] ?? 8), Number(process.argv[3] ?? 50)];
const dir = mkdtempSync(join(process.env.ALPA_BENCH_DIR ?? tmpdir(), "alpa-bench-checkpoints-"));
const example = mlp();
const { trainStep, batchArgs } = example;
const batch = example.defaults.batch;

const seconds = (since: number): number => (performance.now() - since) / 1e3;
const cpuSeconds = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};
const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1];
const percent = (values: readonly number[]): string => {
  const sorted = [...values].sort((a, b) => a - b);
  const text = (value: number): string => `${(100 * value).toFixed(1)} %`;
  return `${text(median(values))} (${text(sorted[0])} to ${text(sorted.at(-1)!)})`;
};

/** The most memory that the process has had. */
const peakBytes = (): number => process.resourceUsage().maxRSS * 1024;

async function cost(): Promise<void> {
  await using step = parallelize(trainStep, { method: dataParallel(), devices: 2, batchArgs });
  const batches = example.batches(0, batch);
  let state: unknown = initialState(example, 0);
  let numSteps = 0;
  const saves: { waitSeconds: number; writeSeconds: number; bytes: number }[] = [];

  /** Trains one block; a save begins after its first step and must be on the disk when the block ends. */
  const block = async (isSaved: boolean) => {
    const [begin, cpu] = [performance.now(), cpuSeconds()];
    let saving: ReturnType<typeof step.save> | undefined;
    for (let i = 0; i < stepsPerBlock; i++) {
      const result = await step(state as never, ...(batches.next().value as never[]));
      ({ state } = result);
      await result.loss.item();
      numSteps++;
      if (i === 0 && isSaved) saving = step.save(dir, { step: numSteps, keep: 2 });
    }
    if (saving) saves.push(await saving);
    return { wall: seconds(begin), cpu: cpuSeconds() - cpu };
  };

  await block(false);
  const peak = peakBytes();
  await block(true);
  const [first] = saves;
  console.log(`${stepsPerBlock} steps a block, batch ${batch}, ${(first.bytes / 1e6).toFixed(0)} MB a checkpoint`);
  const plainCpu: number[] = [];
  const extra = { wall: [] as number[], cpu: [] as number[] };
  for (let round = 0; round < rounds; round++) {
    // The order changes, so that a drift of the machine's speed cancels out.
    const isFirst = round % 2 === 0;
    const [one, other] = [await block(isFirst), await block(!isFirst)];
    const [saved, plain] = isFirst ? [one, other] : [other, one];
    plainCpu.push(plain.cpu);
    extra.wall.push(saved.wall / plain.wall - 1);
    extra.cpu.push(saved.cpu / plain.cpu - 1);
    console.log(
      `round ${round + 1}: ${plain.wall.toFixed(2)} s, with a save ${saved.wall.toFixed(2)} s; CPU ${plain.cpu.toFixed(2)} s and ${saved.cpu.toFixed(2)} s`,
    );
  }
  // A save by itself, while no step runs.
  const alone: number[] = [];
  for (let i = 0; i < 5; i++) {
    const cpu = cpuSeconds();
    await step.save(dir, { step: ++numSteps, keep: 2 });
    alone.push(cpuSeconds() - cpu);
  }
  const share = (100 * median(alone)) / median(plainCpu);
  console.log(
    `a save by itself takes ${median(alone).toFixed(3)} s of CPU time, ${share.toFixed(1)} % of that of ${stepsPerBlock} steps`,
  );
  const of = (key: "waitSeconds" | "writeSeconds"): string =>
    median(saves.slice(rounds > 0 ? 1 : 0).map((save) => save[key])).toFixed(3);
  console.log(
    `a save every ${stepsPerBlock} steps costs ${percent(extra.wall)} of wall time, ${percent(extra.cpu)} of CPU time`,
  );
  const more = (peakBytes() - peak) / first.bytes;
  console.log(
    `most memory of the process: ${(peak / 1e6).toFixed(0)} MB without saves, ${more.toFixed(2)} states more with them`,
  );
  console.log(
    `training waits ${of("waitSeconds")} s for the copy (first ${first.waitSeconds.toFixed(3)} s); written in ${of("writeSeconds")} s`,
  );
}

/** Drops a folder's files from the system's cache, so that they are read from the disk. Linux only. */
function dropFromCache(folder: string): void {
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" }))
    spawnSync("dd", [`if=${join(folder, name)}`, "iflag=nocache", "count=0"]);
}

/**
 * Seconds until the first step under another plan can begin, in new memory of the devices: as `--resume` loads,
 * straight to the devices; and as `loadState` does, through the memory of this process.
 */
async function load(name: string, method: Method, devices: number): Promise<void> {
  const specs = stateSpecs(example) as never;
  const arrays = example.batches(0, batch).next().value as never[];
  const ways: Record<string, (executable: Executable) => Promise<unknown>> = {
    async "straight to the devices"(executable) {
      const checkpoint = new Checkpoint(dir);
      await loadOnDevices(checkpoint, specs, executable);
      checkpoint.close();
    },
    async "by loadState"({ running, program }) {
      const inputOf = new Map(program.inputs.map((input, i) => [input.name, i]));
      // What a call of the step does with its arguments.
      for (const leaf of namedLeaves("state", await loadState(dir, specs)))
        running.writeInput(inputOf.get(leaf.name)!, elementsNow(leaf.value as HostArray, new CopyPool()));
    },
  };
  for (const [way, work] of Object.entries(ways)) {
    const found = { wall: [] as number[], cpu: [] as number[] };
    for (let i = 0; i < 5; i++) {
      await using step = parallelize(trainStep, { method, devices, batchArgs });
      const executable = await step.getExecutable(specs, ...arrays);
      dropFromCache(dir);
      const [begin, cpu] = [performance.now(), cpuSeconds()];
      await work(executable);
      found.wall.push(seconds(begin));
      found.cpu.push(cpuSeconds() - cpu);
    }
    const text = (values: readonly number[]): string =>
      `${median(values).toFixed(2)} s (${Math.min(...values).toFixed(2)} to ${Math.max(...values).toFixed(2)})`;
    console.log(
      `load under ${name}, ${numberOf(devices, "device")}, ${way}: ${text(found.wall)}, CPU ${text(found.cpu)}`,
    );
  }
}

try {
  const { type } = statfsSync(dir);
  console.log(`folder ${dir}, file system 0x${type.toString(16)}`);
  await cost();
  for (const devices of [1, 4]) {
    await load("data", dataParallel(), devices);
    await load("zero3", zero({ stage: 3 }), devices);
  }
} finally {
  rmSync(dir, { recursive: true });
}

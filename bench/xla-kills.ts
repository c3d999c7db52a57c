/**
 * @file kill -9 and SIGSTOP of a Python process of the xla engine at random instants: while it starts, and in its
 * steps. Prints what was told and after how many seconds. Fails if the message does not name the process, takes more
 * than 15 s, or if a process or a listening port is left. Linux only; needs jax in Python.
 *
 *     npx tsx bench/xla-kills.ts [kills]
 */
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { gpt } from "../examples/gpt.ts";
import { seededRandom } from "../src/base/random.ts";
import { xla } from "../src/engines/xla/index.ts";
import { initialState } from "../src/frontends/jaxjs/example.ts";
import { init } from "../src/frontends/jaxjs/jax.ts";
import { type Method, megatron, parallelize, pipeshard, zero } from "../src/index.ts";

const maxSeconds = 15;
const example = gpt({ layers: 2, hidden: 16, heads: 2, seq: 8 });
const plans: [name: string, method: Method, devices: number, processes: number][] = [
  ["zero3, 2 processes", zero({ stage: 3 }), 2, 2],
  ["2 stages, 2 processes", pipeshard({ stages: 2 }), 2, 2],
  ["megatron 2×2, 2 processes", megatron({ pipelineParallel: 2, tensorParallel: 2 }), 4, 2],
  ["zero3, 1 process", zero({ stage: 3 }), 2, 1],
];

/** The Python processes that this one started and that have not ended. */
function runners(): number[] {
  return readdirSync("/proc").flatMap((entry) => {
    if (!/^\d+$/.test(entry)) return [];
    try {
      const [state, parent] = readFileSync(`/proc/${entry}/stat`, "latin1")
        .replace(/^.*\) /s, "")
        .split(" ");
      const isRunner = readFileSync(`/proc/${entry}/cmdline`, "latin1").includes("alpa_xla");
      return isRunner && state !== "Z" && parent === `${process.pid}` ? [Number(entry)] : [];
    } catch {
      return []; // It has ended meanwhile.
    }
  });
}

/** Listening ports of these processes. */
function portsOf(pids: readonly number[]): string[] {
  const sockets = new Set(
    pids.flatMap((pid) => {
      try {
        return execFileSync("sh", ["-c", `ls -l /proc/${pid}/fd 2>/dev/null || true`], { encoding: "utf8" })
          .split("\n")
          .flatMap((line) => /socket:\[(\d+)\]/.exec(line)?.[1] ?? []);
      } catch {
        return [];
      }
    }),
  );
  const rows = ["tcp", "tcp6"].flatMap((name) => readFileSync(`/proc/net/${name}`, "utf8").split("\n").slice(1));
  return rows.flatMap((row) => {
    const [, address, , state, , , , , , inode] = row.trim().split(/\s+/);
    return state === "0A" && sockets.has(inode) ? [address.split(":")[1]] : [];
  });
}

/** Whether any process listens on a port, as /proc/net/tcp writes it. */
const isOpen = (port: string): boolean =>
  ["tcp", "tcp6"].some((name) =>
    readFileSync(`/proc/net/${name}`, "utf8")
      .split("\n")
      .some((row) => {
        const [, address, , state] = row.trim().split(/\s+/);
        return state === "0A" && address.endsWith(`:${port}`);
      }),
  );

await init("wasm");
const kills = Number(process.argv[2]) || 30;
const random = seededRandom(Number(process.env.ALPA_SEED ?? 1));
let failures = 0;
let slowest = 0;
for (let k = 0; k < kills; k++) {
  const [name, method, devices, processes] = plans[k % plans.length];
  const signal = random.pick(["SIGKILL", "SIGSTOP"] as const);
  const engine = xla({ processes });
  const { trainStep, batchArgs } = example;
  const step = parallelize(trainStep, { devices, microbatches: 2, method, batchArgs, engine });
  // A third of them while Python starts and XLA compiles.
  const isEarly = random.int(3) === 0;
  const delay = 1000 * random.next() * (isEarly ? 10 : 2);
  let [killed, victim, numSteps] = [0, 0, 0];
  let ports: string[] = [];
  const train = async () => {
    const batches = example.batches(1, 8);
    let state: unknown = initialState(example, 1);
    for (;;) {
      const result = await step(state as never, ...(batches.next().value as never[]));
      ({ state } = result as { state: unknown });
      await (result.loss as unknown as { item(): Promise<number> }).item();
      numSteps++;
    }
  };
  const end = train().catch((error: Error) => error.message);
  while (runners().length < processes || (!isEarly && numSteps === 0)) await sleep(50);
  await sleep(delay);
  const pids = runners();
  ports = portsOf(pids);
  victim = random.int(processes);
  killed = performance.now();
  process.kill(pids[victim], signal);
  const message = String(await Promise.race([end, sleep(60_000).then(() => "nothing was told")]));
  const seconds = (performance.now() - killed) / 1e3;
  await step.stop();
  const left = runners();
  const open = ports.filter(isOpen);
  const isClear = message.includes(`pid ${pids[victim]}`) && seconds <= maxSeconds;
  const isFailure = !isClear || left.length > 0 || open.length > 0;
  if (isFailure) failures++;
  slowest = Math.max(slowest, seconds);
  const after = `${name}, ${signal} after ${numSteps} steps`;
  const rest = `${left.length} processes and ${open.length} of ${ports.length} ports left`;
  console.log(
    `${isFailure ? "FAILED" : "ok"} ${after}: told in ${seconds.toFixed(1)} s, ${rest}: ${message.slice(0, 150)}`,
  );
  for (const pid of left) process.kill(pid, "SIGKILL");
}
console.log(`${kills} kills, ${failures} failures, at most ${slowest.toFixed(1)} s until they were told`);
process.exitCode = failures > 0 ? 1 : 0;

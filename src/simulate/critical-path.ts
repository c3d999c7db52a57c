/**
 * @file The critical path of a simulated step: the chain of instructions and messages, each beginning when the one
 * before it ends, that leads from the start of the step to its end. To shorten the step, one of them has to be shorter.
 */
import type { Program } from "../lower/program.ts";
import type { MeshSimulation, Simulation } from "./simulate.ts";

/** A link of the chain: an instruction of a mesh, or a message on its way to `mesh`. */
export interface CriticalLink {
  readonly kind: "instruction" | "message";
  readonly mesh: number;
  /** The instruction; of a message, the `recv` that waits for it. */
  readonly instruction: number;
  readonly startSeconds: number;
  readonly endSeconds: number;
}

/** The links that take time, in the order of time. */
export function criticalPath(program: Program, { meshes, messages, seconds }: Simulation): CriticalLink[] {
  const arrivals = new Map(messages.map((each) => [`${each.transfer} ${each.message}`, each]));
  /** By pair of meshes and arrival: the message before, behind which another one had to wait. */
  const before = new Map(
    messages.map((each) => [`${linkOf(program, each.transfer)} ${each.arrivedSeconds}`, each] as const),
  );
  const ended = meshes.map(byEnd);
  const lasts = meshes.map(({ endSeconds }, mesh) => endSeconds[ended[mesh].at(-1)!] ?? 0);
  const path: CriticalLink[] = [];
  let mesh = lasts.indexOf(Math.max(...lasts));
  /** Where the path so far begins. */
  let at = Math.min(seconds, lasts[mesh] ?? 0);
  for (;;) {
    const instruction = runningUntil(meshes[mesh], ended[mesh], at, 1e-9 * seconds);
    if (instruction === undefined) break;
    const startSeconds = meshes[mesh].startSeconds[instruction];
    const endSeconds = Math.min(at, meshes[mesh].endSeconds[instruction]);
    const { kind, ...of } = program.meshes[mesh].instructions[instruction];
    if (kind !== "recv" || !("transfer" in of)) {
      path.push({ kind: "instruction", mesh, instruction, startSeconds, endSeconds });
      at = startSeconds;
      continue;
    }
    // The mesh waited: what it waited for is on the path, not its own instructions before.
    let message = arrivals.get(`${of.transfer} ${of.message}`)!;
    path.push({ kind: "message", mesh, instruction, startSeconds: message.startSeconds, endSeconds });
    while (message.startSeconds > message.sentSeconds) {
      const earlier = before.get(`${linkOf(program, message.transfer)} ${message.startSeconds}`)!;
      const { startSeconds: from, arrivedSeconds: to } = earlier;
      path.push({ kind: "message", mesh, instruction, startSeconds: from, endSeconds: to });
      message = earlier;
    }
    at = message.sentSeconds;
    mesh = program.transfers[message.transfer].from.mesh;
  }
  return path.reverse();
}

/** The instructions that take time, by their end; of two that end together, compute comes after what runs beside it. */
function byEnd({ startSeconds, endSeconds, beside }: MeshSimulation): number[] {
  const timed = [...startSeconds.keys()].filter((i) => endSeconds[i] > startSeconds[i]);
  return timed.sort((a, b) => endSeconds[a] - endSeconds[b] || (beside?.is[b] ?? 0) - (beside?.is[a] ?? 0));
}

/**
 * The instruction that a mesh executes just before `at`: the one that ends there, else compute that lasts longer, else
 * the last one before.
 */
function runningUntil(
  { startSeconds, endSeconds, beside }: MeshSimulation,
  ended: readonly number[],
  at: number,
  rounding: number,
): number | undefined {
  let [low, high] = [0, ended.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (endSeconds[ended[middle]] > at + rounding) high = middle;
    else low = middle + 1;
  }
  const isBefore = (i: number): boolean => startSeconds[i] < at - rounding;
  let last = low - 1;
  while (last >= 0 && !isBefore(ended[last])) last--;
  const until = ended[last];
  if (last >= 0 && endSeconds[until] >= at - rounding) return until;
  return ended.slice(low).find((i) => !beside?.is[i] && isBefore(i)) ?? until;
}

const linkOf = ({ transfers }: Program, transfer: number): string =>
  `${transfers[transfer].from.mesh} ${transfers[transfer].to.mesh}`;

/** @file The usage of devices in a step, from measured or simulated events. */
import type { TimelineEvent } from "../lower/events.ts";
import type { Instruction, Program } from "../lower/program.ts";

export interface Usage {
  /** Seconds of segments, accumulation and copies. */
  readonly computeSeconds: number;
  /** Seconds of collectives, without those that run beside other work. */
  readonly communicationSeconds: number;
  /** The rest of the step: waiting for messages, for slower devices and for the end of the step. */
  readonly idleSeconds: number;
  /** Idle share of the step. */
  readonly bubble: number;
}

/** The part of the usage in which an instruction's seconds count. */
export function slotOf({ kind }: Instruction): "compute" | "communication" | "idle" {
  if (kind === "run" || kind === "accumulate" || kind === "copy") return "compute";
  return kind === "free" || kind === "send" || kind === "recv" ? "idle" : "communication";
}

/**
 * The usage of a step of `stepSeconds` in which a device executed `instructions`.
 * @param secondsOf  returns the seconds of an instruction
 * @param hidden  seconds in which collectives run beside other work
 */
export function usageOf(
  instructions: readonly Instruction[],
  secondsOf: (index: number) => number,
  stepSeconds: number,
  hidden = 0,
): Usage {
  const sums = { compute: 0, communication: 0, idle: 0 };
  instructions.forEach((instruction, index) => {
    sums[slotOf(instruction)] += secondsOf(index);
  });
  sums.communication -= hidden;
  // The sum of many small seconds may exceed the step's by rounding.
  const idleSeconds = Math.max(0, stepSeconds - sums.compute - sums.communication);
  return {
    computeSeconds: sums.compute,
    communicationSeconds: sums.communication,
    idleSeconds,
    bubble: stepSeconds > 0 ? idleSeconds / stepSeconds : 0,
  };
}

/** Seconds in which collectives of the second stream run beside other work, or after the step, beside the next one. */
export function hiddenSeconds(
  instructions: readonly Instruction[],
  start: Float64Array,
  end: Float64Array,
  isBeside: Uint8Array,
  stepSeconds: number,
): number {
  const inOrder = [...start.keys()].filter((i) => end[i] > start[i]).sort((a, b) => start[a] - start[b]);
  const busy = inOrder.filter((i) => !isBeside[i] && slotOf(instructions[i]) !== "idle");
  const beside = inOrder.filter((i) => isBeside[i]);
  let [hidden, from] = [0, 0];
  for (const i of beside) {
    while (from < busy.length && end[busy[from]] <= start[i]) from++;
    for (let k = from; k < busy.length && start[busy[k]] < end[i]; k++)
      hidden += Math.min(end[i], end[busy[k]]) - Math.max(start[i], start[busy[k]]);
    hidden += Math.max(0, end[i] - Math.max(start[i], stepSeconds));
  }
  return hidden;
}

export interface DeviceUsage extends Usage {
  readonly device: number;
  readonly mesh: number;
}

/** The usage of every device with events. The step lasts from the start of the first event to the end of the last. */
export function deviceUsage(program: Program, events: readonly TimelineEvent[]): DeviceUsage[] {
  const byDevice = new Map<number, TimelineEvent[]>();
  let [start, end] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const event of events) {
    const own = byDevice.get(event.device);
    if (own) own.push(event);
    else byDevice.set(event.device, [event]);
    start = Math.min(start, event.startSeconds);
    end = Math.max(end, event.endSeconds);
  }
  return [...byDevice].map(([device, own]) => {
    const [{ mesh }] = own;
    const seconds = new Map(own.map((event) => [event.instruction, event.endSeconds - event.startSeconds]));
    const { instructions } = program.meshes[mesh];
    return { device, mesh, ...usageOf(instructions, (index) => seconds.get(index) ?? 0, end - start) };
  });
}

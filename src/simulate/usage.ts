/** @file The use of a step's seconds by devices, from measured or simulated events alike. */
import type { TimelineEvent } from "../lower/events.ts";
import type { Instruction, Program } from "../lower/program.ts";

export interface Usage {
  /** Segments, sums and copies. */
  readonly computeSeconds: number;
  /** Collectives. */
  readonly communicationSeconds: number;
  /** The rest of the step: waiting for messages, for slower devices, for the end. */
  readonly idleSeconds: number;
  /** Idle share of the step. */
  readonly bubble: number;
}

/** The kind of use that an instruction's time counts as. */
export function slotOf({ kind }: Instruction): "compute" | "communication" | "idle" {
  if (kind === "run" || kind === "accumulate" || kind === "copy") return "compute";
  return kind === "free" || kind === "send" || kind === "recv" ? "idle" : "communication";
}

/**
 * The usage of a step of `stepSeconds` in which a device did `instructions`, each for the seconds that `secondsOf`
 * gives by index.
 */
export function usageOf(
  instructions: readonly Instruction[],
  secondsOf: (index: number) => number,
  stepSeconds: number,
): Usage {
  const sums = { compute: 0, communication: 0, idle: 0 };
  instructions.forEach((instruction, index) => {
    sums[slotOf(instruction)] += secondsOf(index);
  });
  // Sums of many small seconds may pass the step's by a rounding.
  const idleSeconds = Math.max(0, stepSeconds - sums.compute - sums.communication);
  return {
    computeSeconds: sums.compute,
    communicationSeconds: sums.communication,
    idleSeconds,
    bubble: stepSeconds > 0 ? idleSeconds / stepSeconds : 0,
  };
}

export interface DeviceUsage extends Usage {
  readonly device: number;
  readonly mesh: number;
}

/** The usage of every device that has events; the step lasts from the first event's start to the last one's end. */
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

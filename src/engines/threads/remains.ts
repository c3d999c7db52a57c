/**
 * @file What the devices that are left hold after others were lost in the middle of a step: which of them has the state
 * before that step, and which its results. A device updates its state in place, so it has the old value of a buffer
 * until it begins to write it, and the new value when it has written it.
 */
import { accessOf, baseOf } from "../../lower/buffers.ts";
import type { BufferId, PortPlace, Program } from "../../lower/program.ts";
import type { Progress } from "./control.ts";
import { needsFence } from "./fences.ts";
import type { Layout } from "./layout.ts";

/** A write of a buffer. Other devices of the mesh take part in shared ones, and may write this device's memory. */
interface Write {
  readonly instruction: number;
  readonly isShared: boolean;
}

/** The instructions of one step that a device has executed: all before `next`, and perhaps a part of `partial`. */
interface Executed {
  readonly next: number;
  readonly partial: number | undefined;
}

export interface LostStep {
  /** Numbers of the latest step that began, and of the latest that all devices finished. */
  readonly begun: number;
  readonly finished: number;
  /** By worker: the progress at which it ended. */
  readonly progress: readonly Progress[];
  /** The workers whose memory counts as lost. */
  readonly lost: ReadonlySet<number>;
}

/** Whether the device of a rank of the port's mesh holds the port's value. */
export type IsHeld = (port: PortPlace, rank: number) => boolean;

/**
 * The devices that hold the inputs as they were before the first step that is not finished, and those that hold the
 * outputs of the latest step.
 */
export function remainsOf(program: Program, { workers }: Layout, { begun, finished, progress, lost }: LostStep) {
  const writes = program.meshes.map(({ buffers, instructions }) => {
    const found = new Map<BufferId, Write[]>();
    instructions.forEach((instruction, index) => {
      for (const buffer of accessOf(instruction, buffers).writes)
        found.set(buffer, [...(found.get(buffer) ?? []), { instruction: index, isShared: needsFence(instruction) }]);
    });
    return found;
  });
  const executedOf = (step: number): Executed[] =>
    progress.map((each) => {
      if (each.numSteps >= step) return { next: Number.POSITIVE_INFINITY, partial: undefined };
      const next = Math.max(0, each.instruction);
      return { next, partial: each.isWaiting || each.instruction < 0 ? undefined : next };
    });
  const membersOf = program.meshes.map((_, mesh) => [...workers.keys()].filter((w) => workers[w].mesh === mesh));
  const holds = (step: number, hasValue: (executed: Executed, write: Write) => boolean): IsHeld => {
    const executed = executedOf(step);
    return ({ mesh, buffer }, rank) => {
      const worker = membersOf[mesh][rank];
      if (lost.has(worker)) return false;
      const base = baseOf(program.meshes[mesh].buffers, buffer);
      return (writes[mesh].get(base) ?? []).every((write) =>
        (write.isShared ? membersOf[mesh] : [worker]).every((each) => hasValue(executed[each], write)),
      );
    };
  };
  return {
    before: holds(finished + 1, ({ next, partial }, { instruction }) => next <= instruction && partial !== instruction),
    after: holds(begun, ({ next }, { instruction }) => next > instruction),
  };
}

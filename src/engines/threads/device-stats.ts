/** @file Memory and statistics of a program's devices: seconds by kind of work, bytes sent and received. */
import { bytesSent } from "../../ir/bytes-sent.ts";
import { type CollectiveKind, collectiveKinds } from "../../ir/ops.ts";
import { bytesOf } from "../../ir/types.ts";
import type { Program } from "../../lower/program.ts";
import type { CollectiveStats, DeviceMemory, DeviceStats, TransferStats } from "../engine.ts";
import { type SecondsSlot, secondsSlots } from "./job.ts";
import type { Layout } from "./layout.ts";
import type { CompiledSegments } from "./segments.ts";
import type { TransferBytes } from "./transfers.ts";

export function deviceMemory({ workers, arenas }: Layout, compiled: CompiledSegments): DeviceMemory[] {
  const workspace = compiled.map((segments) =>
    Math.max(0, ...segments.map((segment) => (typeof segment === "string" ? 0 : segment.workspaceBytes))),
  );
  return workers.map(({ device, mesh }) => {
    const { bytes, inputBytes } = arenas[mesh];
    return {
      device,
      inputBytes,
      temporaryBytes: bytes - inputBytes,
      workspaceBytes: workspace[mesh],
      peakBytes: bytes + workspace[mesh],
    };
  });
}

/** Counters of a program's workers. */
interface Counts {
  readonly numSteps: number;
  /** By worker, then by `secondsSlots`. */
  readonly seconds: readonly Float64Array[];
  /** Bytes of one step, by worker. */
  readonly transferred: readonly TransferBytes[];
}

export const deviceStats = (program: Program, { workers }: Layout, { numSteps, ...counts }: Counts): DeviceStats[] =>
  workers.map(({ device, mesh }, worker) => {
    const seconds = (slot: SecondsSlot): number => counts.seconds[worker][secondsSlots.indexOf(slot)];
    const { instructions, buffers } = program.meshes[mesh];
    const statsOf = (kind: CollectiveKind): CollectiveStats => {
      const all = instructions.flatMap((instruction) => (instruction.kind === kind ? [instruction] : []));
      const bytes = all.reduce(
        (sum, { attrs, input }) => sum + bytesSent(kind, attrs.groupSize, bytesOf(buffers[input].type)),
        0,
      );
      return { count: all.length * numSteps, bytes: bytes * numSteps, seconds: seconds(kind) };
    };
    const collectives = Object.fromEntries(collectiveKinds.map((kind) => [kind, statsOf(kind)])) as Readonly<
      Record<CollectiveKind, CollectiveStats>
    >;
    const all = Object.values(collectives);
    const perStep = counts.transferred[worker];
    const transfers: TransferStats = {
      count: perStep.count * numSteps,
      sentBytes: perStep.sentBytes * numSteps,
      receivedBytes: perStep.receivedBytes * numSteps,
      seconds: seconds("transfer"),
    };
    return {
      device,
      computeSeconds: seconds("compute"),
      waitSeconds: seconds("wait"),
      communicationSeconds: all.reduce((sum, each) => sum + each.seconds, seconds("wait") + transfers.seconds),
      communicationBytes: all.reduce((sum, each) => sum + each.bytes, transfers.sentBytes),
      collectives,
      transfers,
    };
  });

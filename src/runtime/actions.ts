/**
 * @file Turns a mesh program's instructions into a worker's actions: bound functions without arguments, in order. Collectives
 * get fences (barriers of their group) around them; neighbours in one group that touch different bytes share their fences.
 */
import { InternalError } from "../base/errors.ts";
import { bytesOf } from "../ir/types.ts";
import type { BufferId, CollectiveInstruction, Instruction } from "../lower/program.ts";
import { groupOf } from "../plan/shard.ts";
import { type Barrier, createBarrier } from "./collectives/barrier.ts";
import { bindCollective, combiner, isShared, type Kernels } from "./collectives/collective.ts";
import { abortWord, barrierSpins, barrierWord } from "./control.ts";
import type { BindSegment, BoundSegment } from "./executors/executor.ts";
import { groupKey, type SecondsSlot, type WorkerJob } from "./job.ts";
import { copyName } from "./wasm/kernels.ts";

type InstructionKind = Instruction["kind"];
type InstructionOf<K extends InstructionKind> = Extract<Instruction, { readonly kind: K }>;

export interface Action {
  /** The instruction it belongs to. */
  readonly instruction: number;
  /** What its time is counted as. */
  readonly slot: SecondsSlot;
  run(): void;
}

/** Where an action list is being made: what it has so far and the fence that is open at its end. */
interface Builder {
  readonly job: WorkerJob;
  readonly kernels: Kernels;
  readonly bind: BindSegment;
  readonly bound: Map<string, BoundSegment>;
  readonly actions: Action[];
  /** Collectives of this group ran since its last fence and have touched these bytes of the arena. */
  open: { readonly key: string; readonly reads: Range[]; readonly writes: Range[] } | undefined;
}

type Range = readonly [begin: number, end: number];
const overlap = (a: readonly Range[], b: readonly Range[]): boolean =>
  a.some(([begin, end]) => b.some((other) => begin < other[1] && other[0] < end));

const rangeOf = ({ offsets, types }: WorkerJob, buffer: BufferId): Range => [
  offsets[buffer],
  offsets[buffer] + bytesOf(types[buffer]),
];
const addressOf = (job: WorkerJob, buffer: BufferId, rank = job.rank): number => job.arenas[rank] + job.offsets[buffer];

function barrierOf(job: WorkerJob, key: string): Barrier {
  const index = job.barriers.get(key);
  if (index === undefined) throw new InternalError("worker", `no barrier for axes ${key}`);
  const members = groupOf(job.mesh, key.split("+"), job.rank).length;
  const spins = barrierSpins(job.numWorkers);
  return createBarrier(job.control, barrierWord(job.numWorkers, index), members, abortWord, spins);
}

function addFence(builder: Builder, instruction: number, key: string): void {
  const barrier = barrierOf(builder.job, key);
  builder.actions.push({ instruction, slot: "wait", run: barrier.wait });
}

/** Ends a run of collectives: after it, this rank may change what its peers have read. */
function closeFence(builder: Builder, instruction: number): void {
  if (builder.open) addFence(builder, instruction, builder.open.key);
  builder.open = undefined;
}

function addLocal(builder: Builder, instruction: number, slot: SecondsSlot, run: () => void): void {
  closeFence(builder, instruction - 1);
  builder.actions.push({ instruction, slot, run });
}

function addCollective(builder: Builder, index: number, instruction: CollectiveInstruction): void {
  const { job, kernels } = builder;
  const { kind, attrs, input, output } = instruction;
  const members = groupOf(job.mesh, attrs.axes, job.rank);
  if (members.length === 1 && job.offsets[input] === job.offsets[output]) return;
  const run = bindCollective(instruction, job.types[input], {
    memory: job.memory,
    kernels,
    inputs: members.map((rank) => addressOf(job, input, rank)),
    outputs: members.map((rank) => addressOf(job, output, rank)),
    position: members.indexOf(job.rank),
  });
  if (members.length === 1 || !isShared(kind)) {
    addLocal(builder, index, kind, run);
    return;
  }
  const key = groupKey(attrs.axes);
  const reads = rangeOf(job, input);
  const writes = rangeOf(job, output);
  const { open } = builder;
  const clashes = open && (overlap([reads, writes], open.writes) || overlap([writes], open.reads));
  if (open && open.key === key && !clashes) {
    open.reads.push(reads);
    open.writes.push(writes);
  } else {
    // The fence that ends a run of collectives also begins the next one of the same group.
    if (open && open.key !== key) closeFence(builder, index - 1);
    addFence(builder, index, key);
    builder.open = { key, reads: [reads], writes: [writes] };
  }
  builder.actions.push({ instruction: index, slot: kind, run });
}

function addRun(builder: Builder, index: number, { segment, inputs, outputs }: InstructionOf<"run">): void {
  const { job, kernels, bound } = builder;
  const compiled = job.segments[segment];
  const places = [...inputs, ...outputs].map((buffer) => addressOf(job, buffer));
  if (typeof compiled === "string") {
    const kernel = kernels[compiled];
    addLocal(builder, index, "compute", () => kernel(...places));
    return;
  }
  const key = `${segment}:${places.join()}`;
  const binding =
    bound.get(key) ?? builder.bind(compiled, job.memory, places.slice(0, inputs.length), places.slice(inputs.length));
  bound.set(key, binding);
  addLocal(builder, index, "compute", () => binding.run());
}

type AddAction<K extends InstructionKind> = (builder: Builder, index: number, instruction: InstructionOf<K>) => void;

const table: { readonly [K in InstructionKind]: AddAction<K> } = {
  run: addRun,
  all_reduce: addCollective,
  reduce_scatter: addCollective,
  all_gather: addCollective,
  all_to_all: addCollective,
  all_slice: addCollective,
  accumulate(builder, index, { into, from }) {
    const { job } = builder;
    const [total, term] = [addressOf(job, into), addressOf(job, from)];
    const { dtype } = job.types[into];
    const combine = combiner(dtype, "add", 2, 1, job.memory, builder.kernels);
    const numBytes = bytesOf(job.types[into]);
    addLocal(builder, index, "compute", () => combine(1, numBytes, 0, 0, [total, term], [total]));
  },
  copy(builder, index, { into, from }) {
    const { job, kernels } = builder;
    const [to, source, numBytes] = [addressOf(job, into), addressOf(job, from), bytesOf(job.types[into])];
    addLocal(builder, index, "compute", () => kernels[copyName](1, numBytes, 0, 0, source, to));
  },
  free: () => {},
};

/** The worker's actions and what must be released when it ends. */
export function bindActions(
  job: WorkerJob,
  kernels: Kernels,
  bind: BindSegment,
): { actions: Action[]; bound: BoundSegment[] } {
  const builder: Builder = { job, kernels, bind, bound: new Map(), actions: [], open: undefined };
  job.instructions.forEach((instruction, index) => {
    (table[instruction.kind] as AddAction<InstructionKind>)(builder, index, instruction);
  });
  closeFence(builder, job.instructions.length - 1);
  return { actions: builder.actions, bound: [...builder.bound.values()] };
}

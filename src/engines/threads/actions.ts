/**
 * @file Binds a mesh program's instructions to a worker: an ordered list of functions without arguments. Fences between
 * them keep devices from accessing each other's memory while it is in use.
 */
import { InternalError } from "../../base/errors.ts";
import { bytesOf } from "../../ir/types.ts";
import type { BufferId, CollectiveInstruction, Instruction } from "../../lower/program.ts";
import { axesSize } from "../../plan/placement.ts";
import { groupOf } from "../../plan/shard.ts";
import { createBarrier } from "./collectives/barrier.ts";
import { bindCollective, combiner, copyBlocks, type Kernels } from "./collectives/collective.ts";
import { createWait, wake } from "./collectives/wait.ts";
import { abortWord, barrierWord, sendsWord, waitSpins } from "./control.ts";
import type { BindSegment, BoundSegment } from "./executors/executor.ts";
import { type Fence, placeFences } from "./fences.ts";
import { addressIn, groupKey, type Receive, type SecondsSlot, type WorkerJob } from "./job.ts";
import { copyName } from "./wasm/kernels.ts";

type InstructionKind = Instruction["kind"];
type InstructionOf<K extends InstructionKind> = Extract<Instruction, { readonly kind: K }>;

export interface Action {
  /** Index of the instruction that the action belongs to. */
  readonly instruction: number;
  /** The kind of work that its time counts as. */
  readonly slot: SecondsSlot;
  run(): void;
}

/** Context for binding instructions. */
interface Binding {
  readonly job: WorkerJob;
  readonly memory: WebAssembly.Memory;
  readonly kernels: Kernels;
  readonly bind: BindSegment;
  /** Bound segments, by segment and buffer addresses. */
  readonly bound: Map<string, BoundSegment>;
  /** By sending worker, the function that waits for its sends. */
  readonly waits: Map<number, (due: number) => void>;
}

const addressOf = (job: WorkerJob, buffer: BufferId, rank = job.rank): number =>
  addressIn(job.arenas[rank], job.offsets[buffer]);

function bindFence(job: WorkerJob, { axes }: Fence): () => void {
  const index = job.barriers.get(groupKey(axes));
  if (index === undefined) throw new InternalError("worker", `no barrier for axes ${axes}`);
  const spins = waitSpins(job.numWorkers);
  const numMembers = axesSize(job.mesh, axes);
  return createBarrier(job.control, barrierWord(job.numWorkers, index), numMembers, abortWord, spins).wait;
}

function bindShared({ job, memory, kernels }: Binding, instruction: CollectiveInstruction): () => void {
  const { attrs, input, output } = instruction;
  const members = groupOf(job.mesh, attrs.axes, job.rank);
  return bindCollective(instruction, job.buffers[input].type, {
    memory,
    kernels,
    inputs: members.map((rank) => addressOf(job, input, rank)),
    outputs: members.map((rank) => addressOf(job, output, rank)),
    position: members.indexOf(job.rank),
  });
}

function bindRun(binding: Binding, { segment, inputs, outputs }: InstructionOf<"run">): () => void {
  const { job, memory, kernels, bound } = binding;
  const compiled = job.segments[segment];
  const addresses = [...inputs, ...outputs].map((buffer) => addressOf(job, buffer));
  if (typeof compiled === "string") {
    const kernel = kernels[compiled];
    return () => kernel(...addresses);
  }
  const key = `${segment}:${addresses.join()}`;
  const boundSegment =
    bound.get(key) ?? binding.bind(compiled, memory, addresses.slice(0, inputs.length), addresses.slice(inputs.length));
  bound.set(key, boundSegment);
  return () => boundSegment.run();
}

function bindAccumulate(
  { job, memory, kernels }: Binding,
  { reducer, into, from }: InstructionOf<"accumulate">,
): () => void {
  const { type } = job.buffers[into];
  const [total, term, numBytes] = [addressOf(job, into), addressOf(job, from), bytesOf(type)];
  const combine = combiner(type.dtype, reducer, 2, 1, memory, kernels);
  return () => combine(1, numBytes, 0, 0, [total, term], [total]);
}

function bindCopy({ job, kernels }: Binding, { into, from }: InstructionOf<"copy">): () => void {
  const [source, destination, numBytes] = [addressOf(job, from), addressOf(job, into), bytesOf(job.buffers[into].type)];
  return () => kernels[copyName](1, numBytes, 0, 0, source, destination);
}

function bindSend({ job }: Binding): () => void {
  const count = sendsWord(job.numWorkers, job.worker);
  return () => {
    Atomics.add(job.control, count, 1);
    wake(job.control, count, count + 1);
  };
}

/** Binds the wait until every device of the sending mesh has sent the step's message. */
function bindArrival({ job, waits }: Binding, { senders, due, sendsPerStep }: Receive): () => void {
  const waitFor = senders.map((worker) => {
    const count = sendsWord(job.numWorkers, worker);
    const wait = waits.get(worker) ?? createWait(job.control, count, count + 1, abortWord, waitSpins(job.numWorkers));
    waits.set(worker, wait);
    return wait;
  });
  let next = due;
  return () => {
    for (const wait of waitFor) wait(next);
    next = (next + sendsPerStep) | 0;
  };
}

function bindRecv({ job, kernels }: Binding, { buffer }: InstructionOf<"recv">, index: number): () => void {
  const { boxes } = job.receives.get(index)!;
  const destination = addressOf(job, buffer);
  return () => {
    for (const { source, copy } of boxes) copyBlocks(kernels, copy, source, destination);
  };
}

type Bind<K extends InstructionKind> = (binding: Binding, instruction: InstructionOf<K>, index: number) => () => void;

/** For each kind of instruction, the time slot and the binding function; `free` is already part of the arena plan. */
const bindings: { readonly [K in InstructionKind]: readonly [SecondsSlot, Bind<K>] | undefined } = {
  run: ["compute", bindRun],
  accumulate: ["compute", bindAccumulate],
  copy: ["compute", bindCopy],
  all_reduce: ["all_reduce", bindShared],
  reduce_scatter: ["reduce_scatter", bindShared],
  all_gather: ["all_gather", bindShared],
  all_to_all: ["all_to_all", bindShared],
  all_slice: ["all_slice", bindShared],
  send: ["transfer", bindSend],
  recv: ["transfer", bindRecv],
  free: undefined,
};

/** Returns the worker's actions, and the bound segments to release when the program is unloaded. */
export function bindActions(
  job: WorkerJob,
  memory: WebAssembly.Memory,
  kernels: Kernels,
  bind: BindSegment,
): { actions: Action[]; bound: BoundSegment[] } {
  const binding: Binding = { job, memory, kernels, bind, bound: new Map(), waits: new Map() };
  const actions: Action[] = [];
  let instruction = 0;
  for (const item of placeFences(job, job.offsets)) {
    if (!("kind" in item)) {
      actions.push({ instruction: item.instruction, slot: "wait", run: bindFence(job, item) });
      continue;
    }
    if (item.kind === "recv") {
      const run = bindArrival(binding, job.receives.get(instruction)!);
      actions.push({ instruction, slot: "wait", run });
    }
    const entry = bindings[item.kind] as readonly [SecondsSlot, Bind<InstructionKind>] | undefined;
    if (entry) actions.push({ instruction, slot: entry[0], run: entry[1](binding, item, instruction) });
    instruction++;
  }
  return { actions, bound: [...binding.bound.values()] };
}

/** @file Arguments of a step with the batch of a single update, for schedules that do several updates per call. */
import { isKeyType } from "../analysis/random-keys.ts";
import { InvalidConfig } from "../base/errors.ts";
import { type ArgumentLeaf, abstractLeaf, classifyArguments, withLeaves } from "../frontends/jaxjs/arguments.ts";
import { dtypeFromJax } from "../frontends/jaxjs/host-array.ts";
import { AbstractArray } from "../frontends/jaxjs/leaf-kinds.ts";
import { parameterNames } from "../frontends/jaxjs/names.ts";
import { traceJaxjs } from "../frontends/jaxjs/trace.ts";
import { findBatchInputs } from "./argument-ports.ts";

/** Replaces batch arguments by abstract arrays of 1/`numUpdates` of the batch; all other arguments stay. */
export function shareBatch(
  fn: Parameters<typeof traceJaxjs>[0],
  args: readonly unknown[],
  { batchArgs, staticArgs }: { readonly batchArgs?: readonly number[]; readonly staticArgs?: readonly number[] },
  numUpdates: number,
): unknown[] {
  const classified = classifyArguments(args, { names: parameterNames(fn, args.length), staticArgs });
  const isNamed = ({ argument }: ArgumentLeaf): boolean => batchArgs?.includes(argument) === true;
  const mayBeKey = ({ type }: ArgumentLeaf): boolean =>
    type !== undefined && isKeyType({ shape: type.shape, dtype: dtypeFromJax(type.dtype) });
  let isBatch = isNamed;
  // If positions do not determine the batch, trace the whole step and infer the batch from data flow.
  if (!batchArgs || classified.leaves.some((leaf) => isNamed(leaf) && mayBeKey(leaf))) {
    const traced = traceJaxjs(fn, args, { staticArgs });
    const found = findBatchInputs(traced, batchArgs).map(({ input }) => traced.args.inputs[traced.leafOf[input]].name);
    isBatch = ({ name }) => found.includes(name);
  }
  return withLeaves(
    classified,
    classified.leaves.map((leaf) => (isBatch(leaf) ? shareOf(leaf.value, numUpdates) : leaf.value)),
  );
}

function shareOf(leaf: unknown, numUpdates: number): unknown {
  const type = abstractLeaf(leaf);
  if (!type || type.shape.length === 0) return leaf;
  const [batch, ...rest] = type.shape;
  if (batch % numUpdates === 0) return new AbstractArray([batch / numUpdates, ...rest], type.dtype, type.weakType);
  throw new InvalidConfig(
    "microbatches",
    `a batch of ${batch} does not divide into ${numUpdates} updates; use a multiple of ${numUpdates}`,
    { batch, numUpdates },
  );
}

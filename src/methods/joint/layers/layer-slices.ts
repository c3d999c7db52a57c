/**
 * @file Layer slices: consecutive layers of a step as a step of their own, for any number of microbatches. Each slice
 * is extracted once from the unsplit step and then split into microbatches. Another number of microbatches therefore
 * takes the time of splitting a few layers, not the whole network.
 */
import { findLayers, type Layers } from "../../../analysis/layers.ts";
import { splitMicrobatches, tracedOps } from "../../../analysis/microbatch.ts";
import { rematerializedOps } from "../../../analysis/remat.ts";
import { StageCutter, type StageStep } from "../../../analysis/stage-step.ts";
import type { BatchInput, Step } from "../../../analysis/step.ts";
import { InvalidConfig, Unsupported } from "../../../base/errors.ts";
import { memoize } from "../../../base/memoize.ts";
import type { Fusion } from "../../../cluster/device.ts";
import { definingOps, type Op, type ValueId } from "../../../ir/graph.ts";
import { type KernelPorts, kernelPorts } from "../../../ir/kernel-ports.ts";
import { sameType } from "../../../ir/types.ts";
import type { LeastRemat } from "../../../plan/plan.ts";
import { fusedPorts } from "../../../sharding/facts/fused-ports.ts";
import { leanPorts } from "./lean-ports.ts";

/** The values that a slice exchanges with the layers on one side of it, in the order of the whole step. */
export interface Boundary {
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
}

export interface LayerSlice {
  /** The slice as a part of the whole step. */
  readonly part: StageStep;
  readonly step: Step;
  /** The end of the forward pass: all ops that the loss or the layers after the slice depend on come before it. */
  readonly numForwardOps: number;
  /** By op: whether the loss or the layers after the slice depend on it. */
  readonly isForward: readonly boolean[];
  readonly before: Boundary;
  readonly after: Boundary;
  /**
   * For every output sent to other layers, the input whose placement the output must have. In a repeated slice it is
   * the input through which the next identical layer receives the value; otherwise an extra input that nothing reads.
   */
  readonly feedbackInputs: ReadonlyMap<number, number>;
  /** Whether identical layers follow one another, so that every output feeds an input of the slice itself. */
  readonly isRepeated: boolean;
  /** The baseline of recomputation: `fused` where the engine fuses kernels, else `none`. */
  readonly least: LeastRemat;
  /** Whether layers that recompute anything also recompute the scores of attention (`rematerialize`). */
  readonly flash: boolean;
  /**
   * By op: its memory traffic as a part of the kernels of the whole step, under the baseline of recomputation
   * (`leanPorts`). Omitted if the slice is a stage, whose kernels end at its boundary.
   */
  readonly ports?: (fusion: Fusion) => readonly (KernelPorts | undefined)[];
}

/** A step from which slices are extracted. */
interface Source {
  readonly step: Step;
  readonly layers: Layers;
  readonly cutter: StageCutter;
  readonly definers: Int32Array;
  readonly parts: Map<string, StageStep>;
  /** By op: its traffic under the baseline of recomputation. */
  readonly ports: (fusion: Fusion) => readonly (KernelPorts | undefined)[];
}

const sourceOf = (step: Step, layers: Layers, least: LeastRemat, flash: boolean): Source => ({
  step,
  layers,
  cutter: new StageCutter(step),
  definers: definingOps(step.graph),
  parts: new Map(),
  ports: memoize((fusion: Fusion) => leanPorts(step, rematerializedOps(step, layers, least, { flash }), fusion)),
});

/**
 * The layers of a step cut into `numLayers`; undefined if its accumulation loop has too few ops for that, because some
 * of them run on the whole batch.
 */
function sameLayers(step: Step, numLayers: number): Layers | undefined {
  try {
    const layers = findLayers(step, { numLayers });
    return layers.numLayers === numLayers ? layers : undefined;
  } catch (error) {
    if (error instanceof InvalidConfig || error instanceof Unsupported) return undefined;
    throw error;
  }
}

export class LayerSlices {
  readonly layers: Layers;
  readonly #whole: Source;
  readonly #stepIn: ((microbatches: number) => Step) | undefined;
  readonly #least: LeastRemat;
  readonly #flash: boolean;
  /** By number of microbatches. */
  readonly #sources = new Map<number, Source>();
  readonly #slices = new Map<string, LayerSlice>();

  /**
   * @param step    the step with one microbatch, or with the only number of microbatches that will be asked for
   * @param stepIn  returns the step split into a number of microbatches. If the split adds a prologue, slices are
   *   extracted from this step, because a layer that is split by itself would have no prologue.
   * @param least   the baseline of recomputation
   * @param flash   whether layers that recompute anything also recompute the scores of attention
   */
  constructor(
    step: Step,
    layers: Layers,
    stepIn?: (microbatches: number) => Step,
    least: LeastRemat = "none",
    flash: boolean = false,
  ) {
    this.layers = layers;
    this.#whole = sourceOf(step, layers, least, flash);
    this.#stepIn = stepIn;
    this.#least = least;
    this.#flash = flash;
  }

  /**
   * Layers `first` … `last`, split into `microbatches` microbatches.
   * @param isRepeated  whether identical layers come before and after them
   */
  sliceFor(first: number, last: number, microbatches: number, isRepeated: boolean): LayerSlice {
    const key = `${first} ${last} ${microbatches} ${isRepeated}`;
    let slice = this.#slices.get(key);
    if (!slice) {
      slice = this.#cut(first, last, microbatches, isRepeated);
      this.#slices.set(key, slice);
    }
    return slice;
  }

  #source(microbatches: number): Source {
    const known = this.#sources.get(microbatches);
    if (known) return known;
    // Whether a split adds a prologue does not depend on the number of microbatches.
    const hasNoPrologue = [...this.#sources].some(([count, source]) => count > 1 && source === this.#whole);
    let source = this.#whole;
    if (this.#stepIn && microbatches !== this.#whole.step.microbatches && !hasNoPrologue) {
      const step = this.#stepIn(microbatches);
      const layers = step.prologue.length > 0 ? sameLayers(step, this.layers.numLayers) : undefined;
      if (layers) source = sourceOf(step, layers, this.#least, this.#flash);
    }
    this.#sources.set(microbatches, source);
    return source;
  }

  #part({ parts, cutter, layers }: Source, first: number, last: number): StageStep {
    const key = `${first} ${last}`;
    let part = parts.get(key);
    if (!part) {
      const places = this.layers.classes.map((_, layer) => ({
        stage: layer < first ? 0 : layer <= last ? 1 : 2,
        chunk: 0,
      }));
      part = cutter.stageStep(cutter.assign(layers, places), 1);
      parts.set(key, part);
    }
    return part;
  }

  #cut(first: number, last: number, microbatches: number, isRepeated: boolean): LayerSlice {
    const source = this.#source(microbatches);
    const part = this.#part(source, first, last);
    const { graph, batchInputs, stateOf } = part.step;
    const isSplit = microbatches !== part.step.microbatches;
    const split = isSplit ? splitMicrobatches(graph, { batchInputs, microbatches, stateOf }) : part.step;
    const step = isSplit ? { ...split, receivedOnce: part.step.receivedOnce } : split;
    const ops = isSplit ? tracedOps(split).map((op) => part.ops[op] ?? -1) : part.ops;
    const ports = memoize((fusion: Fusion): readonly (KernelPorts | undefined)[] => {
      if (fusion === "nothing") return [];
      const ofWhole = source.ports(fusion);
      // The split moves ops from the update into the accumulation of gradients, where other kernels end.
      const ofSplit = isSplit ? fusedPorts(step, fusion) : ofWhole;
      const isUpdate = (op: number): boolean => op >= source.step.numAccumulateOps;
      return ops.map((op, index) => {
        if (isUpdate(op) && isSplit) return ofSplit[index];
        // Ops that only slicing adds compute a few indices.
        return op >= 0 ? ofWhole[op] : noPorts(step.graph.ops[index]);
      });
    });
    const { before, after, ...slice } = sliceFromPart(part, step, source.layers.isForward, source.definers);
    return {
      ...slice,
      ...withFeedbackInputs(step, before, after, isRepeated),
      before,
      after,
      ports,
      least: this.#least,
      flash: this.#flash,
    };
  }
}

/**
 * A part of a step as a slice without feedback inputs.
 * @param step       the part's step, possibly split into microbatches
 * @param isForward  by op of the whole step
 * @param definers   by value of the whole step
 */
export function sliceFromPart(
  part: StageStep,
  step: Step,
  isForward: readonly boolean[],
  definers: Int32Array,
): LayerSlice {
  const { graph } = part.step;
  const isBatch = new Set(step.batchOutputs.map(({ output }) => output));
  const inputValue = (input: number): ValueId => part.values[graph.inputs[input].value];
  const outputValue = (output: number): ValueId => part.values[graph.outputs[output].value];
  const [before, after] = [0, 1].map(() => ({ inputs: [] as number[], outputs: [] as number[] }));
  for (const input of part.step.received ?? [])
    (isForward[definers[inputValue(input)]] ? before : after).inputs.push(input);
  for (const output of part.step.sent ?? [])
    if (isBatch.has(output)) (isForward[definers[outputValue(output)]] ? after : before).outputs.push(output);
  for (const { inputs, outputs } of [before, after]) {
    inputs.sort((a, b) => inputValue(a) - inputValue(b));
    outputs.sort((a, b) => outputValue(a) - outputValue(b));
  }
  const isLoss = (output: number): boolean => {
    const producer = definers[outputValue(output)];
    return part.outputs[output].kind === "output" && step.stateOf[output] < 0 && producer >= 0 && isForward[producer];
  };
  const losses = [...graph.outputs.keys()].filter(isLoss);
  const isNeeded = neededOps(step, [...after.outputs, ...losses]);
  const numForwardOps = isNeeded.lastIndexOf(true, step.numAccumulateOps - 1) + 1;
  return {
    part,
    step,
    numForwardOps,
    isForward: isNeeded,
    before,
    after,
    feedbackInputs: new Map(),
    isRepeated: false,
    least: "none",
    flash: false,
  };
}

const noPorts = ({ operands, results }: Op): KernelPorts =>
  kernelPorts(
    operands.map(() => 0),
    results.map(() => 0),
  );

/** Adds a feedback input for every output sent to other layers. */
function withFeedbackInputs(step: Step, before: Boundary, after: Boundary, isRepeated: boolean) {
  const { graph } = step;
  const types = [...graph.types];
  const inputs = [...graph.inputs];
  const stateOf = [...step.stateOf];
  const batchInputs: BatchInput[] = [...step.batchInputs];
  const feedbackInputs = new Map<number, number>();
  let isLoop = isRepeated;
  for (const [there, back] of [
    [after, before],
    [before, after],
  ]) {
    there.outputs.forEach((output, position) => {
      const type = graph.types[graph.outputs[output].value];
      const own = back.inputs[position];
      if (isRepeated && own !== undefined && sameType(graph.types[graph.inputs[own].value], type)) {
        feedbackInputs.set(output, own);
      } else {
        isLoop = false;
        const { dim } = step.batchOutputs.find((batch) => batch.output === output)!;
        feedbackInputs.set(
          output,
          inputs.push({ value: types.push(type) - 1, name: `feedback ${graph.outputs[output].name}` }) - 1,
        );
        batchInputs.push({ input: inputs.length - 1, dim });
      }
      stateOf[output] = feedbackInputs.get(output)!;
    });
  }
  const received = [...before.inputs, ...after.inputs, ...feedbackInputs.values()];
  const sent = [...feedbackInputs.keys()];
  const own = { ...step, graph: { ...graph, types, inputs }, batchInputs, stateOf, received, sent };
  return { step: own, feedbackInputs, isRepeated: isLoop };
}

/** By op: whether any of `outputs` depends on it. */
function neededOps({ graph }: Step, outputs: readonly number[]): boolean[] {
  const definers = definingOps(graph);
  const isNeeded = graph.ops.map(() => false);
  for (const output of outputs) {
    const op = definers[graph.outputs[output].value];
    if (op >= 0) isNeeded[op] = true;
  }
  for (let op = graph.ops.length - 1; op >= 0; op--) {
    if (!isNeeded[op]) continue;
    for (const operand of graph.ops[op].operands) if (definers[operand] >= 0) isNeeded[definers[operand]] = true;
  }
  return isNeeded;
}

/**
 * @file Pieces: some consecutive layers of a step, as a step of their own for any number of microbatches. They are cut
 * once from the step that is not cut into microbatches, so that trying another number of microbatches costs as much as
 * a few layers, not the network.
 */
import { findLayers, type Layers } from "../../../analysis/layers.ts";
import { splitMicrobatches } from "../../../analysis/microbatch.ts";
import { StageCutter, type StageStep } from "../../../analysis/stage-step.ts";
import type { BatchInput, Step } from "../../../analysis/step.ts";
import { InvalidConfig, Unsupported } from "../../../base/errors.ts";
import { definingOps, type ValueId } from "../../../ir/graph.ts";
import { sameType } from "../../../ir/types.ts";

/** The values that a piece exchanges with the layers on one side of it, in the order of the whole step. */
export interface Boundary {
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
}

export interface Piece {
  /** The part of the step that it was cut from. */
  readonly part: StageStep;
  readonly step: Step;
  /** Ops before this one are what the outputs to the layers behind and the loss are computed from. */
  readonly numForwardOps: number;
  /** By op: whether these are computed from it. */
  readonly isForward: readonly boolean[];
  readonly before: Boundary;
  readonly behind: Boundary;
  /**
   * For every output that goes to other layers, per microbatch, the input that stands for the placement it is wanted
   * in: the piece's own input where the piece follows itself (`isChained`), else one that nothing reads.
   */
  readonly homes: ReadonlyMap<number, number>;
  readonly isChained: boolean;
}

/** A step that parts are taken from. */
interface Source {
  readonly step: Step;
  readonly layers: Layers;
  readonly cutter: StageCutter;
  readonly definers: Int32Array;
  readonly parts: Map<string, StageStep>;
}

const sourceOf = (step: Step, layers: Layers): Source => ({
  step,
  layers,
  cutter: new StageCutter(step),
  definers: definingOps(step.graph),
  parts: new Map(),
});

/** A step cut into so many layers; undefined where its loop has less to cut (parts of it run on the whole batch). */
function sameLayers(step: Step, numLayers: number): Layers | undefined {
  try {
    const layers = findLayers(step, { numLayers });
    return layers.numLayers === numLayers ? layers : undefined;
  } catch (error) {
    if (error instanceof InvalidConfig || error instanceof Unsupported) return undefined;
    throw error;
  }
}

export class Pieces {
  readonly layers: Layers;
  readonly #whole: Source;
  readonly #stepIn: ((microbatches: number) => Step) | undefined;
  /** By number of microbatches. */
  readonly #sources = new Map<number, Source>();
  readonly #pieces = new Map<string, Piece>();

  /**
   * @param step    with one microbatch, or the only number of them that will be asked for
   * @param stepIn  the step in so many microbatches. Where they take passes over the batch of their own, which no layer
   *   shows by itself, pieces are taken from it.
   */
  constructor(step: Step, layers: Layers, stepIn?: (microbatches: number) => Step) {
    this.layers = layers;
    this.#whole = sourceOf(step, layers);
    this.#stepIn = stepIn;
  }

  /**
   * Layers `first` … `last` in `microbatches` microbatches; `isChained` when layers equal to it lie before and behind
   * it.
   */
  piece(first: number, last: number, microbatches: number, isChained: boolean): Piece {
    const key = `${first} ${last} ${microbatches} ${isChained}`;
    let piece = this.#pieces.get(key);
    if (!piece) {
      piece = this.#cut(first, last, microbatches, isChained);
      this.#pieces.set(key, piece);
    }
    return piece;
  }

  #source(microbatches: number): Source {
    const known = this.#sources.get(microbatches);
    if (known) return known;
    // Whether there are passes does not depend on the number of microbatches.
    const isPlain = [...this.#sources].some(([count, source]) => count > 1 && source === this.#whole);
    let source = this.#whole;
    if (this.#stepIn && microbatches !== this.#whole.step.microbatches && !isPlain) {
      const step = this.#stepIn(microbatches);
      const layers = step.prologue.length > 0 ? sameLayers(step, this.layers.numLayers) : undefined;
      if (layers) source = sourceOf(step, layers);
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

  #cut(first: number, last: number, microbatches: number, isChained: boolean): Piece {
    const source = this.#source(microbatches);
    const part = this.#part(source, first, last);
    const { graph, batchInputs, stateOf } = part.step;
    const step =
      microbatches === part.step.microbatches
        ? part.step
        : { ...splitMicrobatches(graph, { batchInputs, microbatches, stateOf }), receivedOnce: part.step.receivedOnce };
    const { before, behind, ...piece } = wholePiece(part, step, source.layers.isForward, source.definers);
    return { ...piece, ...withHomes(step, before, behind, isChained), before, behind };
  }
}

/**
 * A part of a step as a piece whose outputs have no homes.
 * @param step       the part's step, perhaps cut into microbatches since
 * @param isForward  by op of the whole step
 * @param definers   by value of the whole step
 */
export function wholePiece(part: StageStep, step: Step, isForward: readonly boolean[], definers: Int32Array): Piece {
  const { graph } = part.step;
  const isBatch = new Set(step.batchOutputs.map(({ output }) => output));
  const inputValue = (input: number): ValueId => part.values[graph.inputs[input].value];
  const outputValue = (output: number): ValueId => part.values[graph.outputs[output].value];
  const [before, behind] = [0, 1].map(() => ({ inputs: [] as number[], outputs: [] as number[] }));
  for (const input of part.step.received ?? [])
    (isForward[definers[inputValue(input)]] ? before : behind).inputs.push(input);
  for (const output of part.step.sent ?? [])
    if (isBatch.has(output)) (isForward[definers[outputValue(output)]] ? behind : before).outputs.push(output);
  for (const { inputs, outputs } of [before, behind]) {
    inputs.sort((a, b) => inputValue(a) - inputValue(b));
    outputs.sort((a, b) => outputValue(a) - outputValue(b));
  }
  const isLoss = (output: number): boolean => {
    const maker = definers[outputValue(output)];
    return part.outputs[output].kind === "output" && step.stateOf[output] < 0 && maker >= 0 && isForward[maker];
  };
  const losses = [...graph.outputs.keys()].filter(isLoss);
  const isNeeded = neededOps(step, [...behind.outputs, ...losses]);
  const numForwardOps = isNeeded.lastIndexOf(true, step.numAccumulateOps - 1) + 1;
  return { part, step, numForwardOps, isForward: isNeeded, before, behind, homes: new Map(), isChained: false };
}

/** Gives every output that goes to other layers a home among the inputs. */
function withHomes(step: Step, before: Boundary, behind: Boundary, isChained: boolean) {
  const { graph } = step;
  const types = [...graph.types];
  const inputs = [...graph.inputs];
  const stateOf = [...step.stateOf];
  const batchInputs: BatchInput[] = [...step.batchInputs];
  const homes = new Map<number, number>();
  let isTied = isChained;
  for (const [there, back] of [
    [behind, before],
    [before, behind],
  ]) {
    there.outputs.forEach((output, position) => {
      const type = graph.types[graph.outputs[output].value];
      const own = back.inputs[position];
      if (isChained && own !== undefined && sameType(graph.types[graph.inputs[own].value], type)) {
        homes.set(output, own);
      } else {
        isTied = false;
        const { dim } = step.batchOutputs.find((batch) => batch.output === output)!;
        homes.set(output, inputs.push({ value: types.push(type) - 1, name: `home ${graph.outputs[output].name}` }) - 1);
        batchInputs.push({ input: inputs.length - 1, dim });
      }
      stateOf[output] = homes.get(output)!;
    });
  }
  const received = [...before.inputs, ...behind.inputs, ...homes.values()];
  const sent = [...homes.keys()];
  const own = { ...step, graph: { ...graph, types, inputs }, batchInputs, stateOf, received, sent };
  return { step: own, homes, isChained: isTied };
}

/** By op: whether it takes it to compute some outputs. */
function neededOps({ graph }: Step, ends: readonly number[]): boolean[] {
  const definers = definingOps(graph);
  const isNeeded = graph.ops.map(() => false);
  for (const output of ends) {
    const op = definers[graph.outputs[output].value];
    if (op >= 0) isNeeded[op] = true;
  }
  for (let op = graph.ops.length - 1; op >= 0; op--) {
    if (!isNeeded[op]) continue;
    for (const operand of graph.ops[op].operands) if (definers[operand] >= 0) isNeeded[definers[operand]] = true;
  }
  return isNeeded;
}

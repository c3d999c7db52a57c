/**
 * @file The part of a step that one pipeline stage computes, as a step of its own, so that whatever plans or prices a
 * step does the same for a stage. Values of other stages that it reads become inputs, values that other stages read
 * become outputs. What every stage has (`common.ts`) is repeated in each that reads it.
 */
import { definingOps, type Op, opName, type Port, usersOf, type ValueId } from "../ir/graph.ts";
import type { TensorType } from "../ir/types.ts";
import { analyzeBatch } from "./batch.ts";
import { type Common, findCommon } from "./common.ts";
import { shared } from "./layer-backward.ts";
import type { Layers } from "./layers.ts";
import { opSections, type Step, sectionsOf } from "./step.ts";

/** The place of a piece of the model: its stage, and its number among the chunks of that stage. */
export interface StagePlace {
  readonly stage: number;
  readonly chunk: number;
}

/** Who computes and holds what. */
export interface StageAssignment {
  readonly numStages: number;
  /** By layer. */
  readonly layerPlaces: readonly StagePlace[];
  /** By op. Common ops are computed on further stages that read them. */
  readonly opPlaces: readonly StagePlace[];
  /**
   * By input: the stage that holds it, and updates it if it is state. Common inputs are held by further stages that
   * read them.
   */
  readonly inputStages: Int32Array;
}

/** The source of an input of a stage's step. */
export type StageInput =
  /**
   * Input `input` of the whole step; `isHeld` tells whether the stage holds it, or gets it from the stage that does.
   */
  | { readonly kind: "input"; readonly input: number; readonly isHeld: boolean }
  /**
   * `value` of the whole step, made by another stage: in every microbatch, or once per step (a total, a result of the
   * update).
   */
  | { readonly kind: "value"; readonly value: ValueId; readonly perMicrobatch: boolean };

/** The meaning of an output of a stage's step: an output of the whole step, or a value that other stages read. */
export type StageOutput =
  | { readonly kind: "output"; readonly output: number }
  | { readonly kind: "value"; readonly value: ValueId; readonly perMicrobatch: boolean };

export interface StageStep {
  readonly stage: number;
  readonly step: Step;
  /** By op of `step`: the op of the whole step. */
  readonly ops: readonly number[];
  /**
   * By value of `step`: the value of the whole step. A value that arrives both per microbatch and as its total is there
   * twice.
   */
  readonly values: readonly ValueId[];
  readonly inputs: readonly StageInput[];
  readonly outputs: readonly StageOutput[];
}

/** Cuts one step into stages in as many ways as asked for. */
export class StageCutter {
  readonly #step: Step;
  readonly #common: Common;
  readonly #definers: Int32Array;
  readonly #users: readonly (readonly number[])[];
  readonly #inputOf: ReadonlyMap<ValueId, number>;
  /** By value: the dim that is the batch, or −1. */
  readonly #batchDims: readonly number[];

  constructor(step: Step) {
    const { graph, batchInputs } = step;
    this.#step = step;
    this.#common = findCommon(step);
    this.#definers = definingOps(graph);
    this.#users = usersOf(graph);
    this.#inputOf = new Map(graph.inputs.map(({ value }, input) => [value, input]));
    this.#batchDims = analyzeBatch(graph, batchInputs, 1).states.map((s) => (s.kind === "split" ? s.dim : -1));
  }

  /**
   * The stages of ops and inputs when layer l goes to `places[l]`. What belongs to no layer goes where it is read
   * first; state goes to the stage that makes its new value.
   */
  assign(
    { opLayers, inputLayers }: Pick<Layers, "opLayers" | "inputLayers">,
    places: readonly StagePlace[],
  ): StageAssignment {
    const { graph, stateOf } = this.#step;
    const opPlaces = new Array<StagePlace>(graph.ops.length);
    for (let op = graph.ops.length - 1; op >= 0; op--) {
      if (opLayers[op] !== shared) opPlaces[op] = places[opLayers[op]];
      else {
        const readers = graph.ops[op].results.flatMap((result) => this.#users[result]);
        opPlaces[op] = readers.length > 0 ? opPlaces[Math.min(...readers)] : places[0];
      }
    }
    const inputStages = Int32Array.from(graph.inputs, ({ value }, input) => {
      if (inputLayers[input] !== shared) return places[inputLayers[input]].stage;
      const [reader] = this.#users[value];
      return reader === undefined ? 0 : opPlaces[reader].stage;
    });
    graph.outputs.forEach(({ value }, output) => {
      const maker = this.#definers[value];
      if (stateOf[output] >= 0 && maker >= 0) inputStages[stateOf[output]] = opPlaces[maker].stage;
    });
    const numStages = Math.max(...places.map(({ stage }) => stage)) + 1;
    return { numStages, layerPlaces: places, opPlaces, inputStages };
  }

  /** The part of stage `stage`. */
  stageStep(assignment: Omit<StageAssignment, "layerPlaces">, stage: number): StageStep {
    const { graph, prologue, numPrologueOps, numAccumulateOps, microbatches, stateOf } = this.#step;
    const { opPlaces, inputStages } = assignment;
    const common = this.#common;
    const isOwn = (op: number): boolean => opPlaces[op].stage === stage;
    const sections = opSections(this.#step);
    const isLoop = sectionsOf(this.#step).map((section) => section.isLoop);
    /** The stage of an output: where the state lies that it replaces, or else where its value is made. */
    const stageOfOutput = (output: number): number => {
      const { value } = graph.outputs[output];
      if (stateOf[output] >= 0) return inputStages[stateOf[output]];
      const maker = this.#definers[value];
      return maker >= 0 ? opPlaces[maker].stage : inputStages[this.#inputOf.get(value)!];
    };
    const outputsHere = graph.outputs.flatMap((_, output) => (stageOfOutput(output) === stage ? [output] : []));

    // Own ops, and what is common to all stages as far as they or an output read it.
    const isRead = new Uint8Array(graph.types.length);
    for (const output of outputsHere) isRead[graph.outputs[output].value] = 1;
    const isHere = new Uint8Array(graph.ops.length);
    const ops: number[] = [];
    for (let op = graph.ops.length - 1; op >= 0; op--) {
      if (!isOwn(op) && !(common.ops[op] && graph.ops[op].results.some((result) => isRead[result]))) continue;
      isHere[op] = 1;
      ops.push(op);
      for (const operand of graph.ops[op].operands) isRead[operand] = 1;
    }
    ops.reverse();

    const types: TensorType[] = [];
    const values: ValueId[] = [];
    const locals = new Map<ValueId, ValueId>();
    /** Values of other stages as they arrive per microbatch; a total of the same value is in `locals`. */
    const arrived = new Map<ValueId, ValueId>();
    const define = (value: ValueId, map = locals): ValueId => {
      const local = types.push(graph.types[value]) - 1;
      values.push(value);
      map.set(value, local);
      return local;
    };
    const ports: Port[] = [];
    const inputs: StageInput[] = [];
    const localInput = new Map<number, number>();
    graph.inputs.forEach(({ value, name }, input) => {
      const isHeld = inputStages[input] === stage || (isRead[value] === 1 && common.inputs[input]);
      if (!isHeld && !isRead[value]) return;
      localInput.set(input, inputs.push({ kind: "input", input, isHeld }) - 1);
      ports.push({ value: define(value), name });
    });
    const isPerMicrobatch = (maker: number, reader: number): boolean =>
      sections[maker] === sections[reader] && isLoop[sections[maker]];
    const received: number[] = [];
    const batchInputs = this.#step.batchInputs.flatMap(({ input, dim }) =>
      localInput.has(input) ? [{ input: localInput.get(input)!, dim }] : [],
    );
    /** Makes an input of a value of another stage. */
    const arrive = (value: ValueId, perMicrobatch: boolean): void => {
      if ((perMicrobatch ? arrived : locals).has(value)) return;
      const input = inputs.push({ kind: "value", value, perMicrobatch }) - 1;
      ports.push({
        value: define(value, perMicrobatch ? arrived : locals),
        name: opName(graph, this.#definers[value]),
      });
      if (!perMicrobatch) return;
      received.push(input);
      if (this.#batchDims[value] >= 0) batchInputs.push({ input, dim: this.#batchDims[value] });
    };
    const comesFromAfar = (value: ValueId): boolean => this.#definers[value] >= 0 && !isHere[this.#definers[value]];
    for (const op of ops) {
      for (const value of graph.ops[op].operands)
        if (comesFromAfar(value)) arrive(value, isPerMicrobatch(this.#definers[value], op));
    }

    const localOps = ops.map((index): Op => {
      const op = graph.ops[index];
      const operands = op.operands.map((value) => {
        const isArrival = comesFromAfar(value) && isPerMicrobatch(this.#definers[value], index);
        return (isArrival ? arrived : locals).get(value)!;
      });
      return { ...op, operands, results: op.results.map((value) => define(value)), number: op.number ?? index } as Op;
    });
    const count = (end: number): number => ops.filter((op) => op < end).length;

    const outputs: StageOutput[] = outputsHere.map((output) => ({ kind: "output", output }));
    const outputPorts: Port[] = outputsHere.map((output) => {
      const { value, name } = graph.outputs[output];
      return { value: locals.get(value)!, name };
    });
    const batchOutputs = this.#step.batchOutputs.flatMap(({ output, dim }) => {
      const local = outputsHere.indexOf(output);
      return local < 0 ? [] : [{ output: local, dim }];
    });
    const sent: number[] = [];
    for (const index of ops) {
      if (!isOwn(index) || common.ops[index]) continue;
      for (const value of graph.ops[index].results) {
        const readers = this.#users[value].filter((reader) => !isOwn(reader));
        const forms = new Set(readers.map((reader) => isPerMicrobatch(index, reader)));
        for (const perMicrobatch of forms) {
          const output = outputs.push({ kind: "value", value, perMicrobatch }) - 1;
          outputPorts.push({ value: locals.get(value)!, name: opName(graph, index) });
          if (!perMicrobatch) continue;
          sent.push(output);
          if (this.#batchDims[value] >= 0) batchOutputs.push({ output, dim: this.#batchDims[value] });
        }
      }
    }
    const accumulated = this.#step.accumulated.filter((value) => isHere[this.#definers[value]]);
    const step: Step = {
      graph: { name: `${graph.name} stage ${stage}`, types, inputs: ports, outputs: outputPorts, ops: localOps },
      microbatches,
      prologue: prologue.map(({ loopEnd, end }) => ({ loopEnd: count(loopEnd), end: count(end) })),
      numPrologueOps: count(numPrologueOps),
      numAccumulateOps: count(numAccumulateOps),
      batchInputs,
      batchOutputs,
      accumulated: accumulated.map((value) => locals.get(value)!),
      reducers: new Map(
        accumulated.flatMap((value) => {
          const reducer = this.#step.reducers.get(value);
          return reducer ? [[locals.get(value)!, reducer]] : [];
        }),
      ),
      stateOf: outputs.map((out) => (out.kind === "output" ? (localInput.get(stateOf[out.output]) ?? -1) : -1)),
      received,
      sent,
      receivedOnce: inputs.flatMap((source, input) => {
        const isOnce = source.kind === "input" ? !source.isHeld : !source.perMicrobatch;
        return isOnce ? [input] : [];
      }),
    };
    return { stage, step, ops, values, inputs, outputs };
  }
}

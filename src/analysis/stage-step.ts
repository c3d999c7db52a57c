/**
 * @file One pipeline stage's part of a step, as a step of its own, so that all code that plans and prices steps works
 * for stages too. Values that it reads from other stages become inputs; values that other stages read become outputs.
 * Every stage that reads a replicated value (`replicated.ts`) computes or holds it itself.
 */
import { definingOps, type Op, opName, type Port, usersOf, type ValueId } from "../ir/graph.ts";
import type { TensorType } from "../ir/types.ts";
import { analyzeBatch } from "./batch.ts";
import { shared } from "./layer-backward.ts";
import type { Layers } from "./layers.ts";
import { findReplicated, type Replicated } from "./replicated.ts";
import { opSections, type Step, sectionsOf } from "./step.ts";

/** The place of a model chunk: its stage and its number within the stage. */
export interface StagePlace {
  readonly stage: number;
  readonly chunk: number;
}

/** The stage that computes each op and holds each input. */
export interface StageAssignment {
  readonly numStages: number;
  readonly layerPlaces: readonly StagePlace[];
  /** By op. Other stages that read a replicated op compute it too. */
  readonly opPlaces: readonly StagePlace[];
  /**
   * By input: the stage that holds it, and updates it if it is state. Other stages that read a replicated input hold it
   * too.
   */
  readonly inputStages: Int32Array;
}

/** The source of an input of a stage's step. */
export type StageInput =
  /** Input `input` of the whole step. If `isHeld` is false, the stage receives it from the stage that holds it. */
  | { readonly kind: "input"; readonly input: number; readonly isHeld: boolean }
  /**
   * `value` of the whole step, computed by another stage: in every microbatch, or once per step (a total, a result of
   * the update).
   */
  | { readonly kind: "value"; readonly value: ValueId; readonly perMicrobatch: boolean };

/** The target of an output of a stage's step: an output of the whole step, or a value that other stages read. */
export type StageOutput =
  | { readonly kind: "output"; readonly output: number }
  | { readonly kind: "value"; readonly value: ValueId; readonly perMicrobatch: boolean };

export interface StageStep {
  readonly stage: number;
  readonly step: Step;
  /** By op of `step`: the op of the whole step. */
  readonly ops: readonly number[];
  /**
   * By value of `step`: the value of the whole step. A value that arrives both per microbatch and as a total appears
   * twice.
   */
  readonly values: readonly ValueId[];
  readonly inputs: readonly StageInput[];
  readonly outputs: readonly StageOutput[];
}

/** Partitions one step into stages, for any number of assignments. */
export class StageCutter {
  readonly #step: Step;
  readonly #replicated: Replicated;
  readonly #definers: Int32Array;
  readonly #users: readonly (readonly number[])[];
  readonly #inputOf: ReadonlyMap<ValueId, number>;
  /** By value: its batch dim, or −1. */
  readonly #batchDims: readonly number[];

  constructor(step: Step) {
    const { graph, batchInputs } = step;
    this.#step = step;
    this.#replicated = findReplicated(step);
    this.#definers = definingOps(graph);
    this.#users = usersOf(graph);
    this.#inputOf = new Map(graph.inputs.map(({ value }, input) => [value, input]));
    this.#batchDims = analyzeBatch(graph, batchInputs, 1).states.map((s) => (s.kind === "split" ? s.dim : -1));
  }

  /**
   * Assigns ops and inputs to stages when layer l is placed at `places[l]`. An op or input without a layer goes to its
   * first reader's stage; state goes to the stage that computes its new value.
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
      const producer = this.#definers[value];
      if (stateOf[output] >= 0 && producer >= 0) inputStages[stateOf[output]] = opPlaces[producer].stage;
    });
    const numStages = Math.max(...places.map(({ stage }) => stage)) + 1;
    return { numStages, layerPlaces: places, opPlaces, inputStages };
  }

  /** Returns the step of stage `stage`. */
  stageStep(assignment: Omit<StageAssignment, "layerPlaces">, stage: number): StageStep {
    const { graph, prologue, numPrologueOps, numAccumulateOps, microbatches, stateOf } = this.#step;
    const { opPlaces, inputStages } = assignment;
    const replicated = this.#replicated;
    const isOwn = (op: number): boolean => opPlaces[op].stage === stage;
    const sections = opSections(this.#step);
    const isLoop = sectionsOf(this.#step).map((section) => section.isLoop);
    /**
     * Returns the stage of an output: the one that holds the state it replaces, or otherwise the one that computes it.
     */
    const stageOfOutput = (output: number): number => {
      const { value } = graph.outputs[output];
      if (stateOf[output] >= 0) return inputStages[stateOf[output]];
      const producer = this.#definers[value];
      return producer >= 0 ? opPlaces[producer].stage : inputStages[this.#inputOf.get(value)!];
    };
    const outputsHere = graph.outputs.flatMap((_, output) => (stageOfOutput(output) === stage ? [output] : []));

    // Ops of this stage, and replicated ops that they or outputs of this stage read.
    const isRead = new Uint8Array(graph.types.length);
    for (const output of outputsHere) isRead[graph.outputs[output].value] = 1;
    const isHere = new Uint8Array(graph.ops.length);
    const ops: number[] = [];
    for (let op = graph.ops.length - 1; op >= 0; op--) {
      if (!isOwn(op) && !(replicated.ops[op] && graph.ops[op].results.some((result) => isRead[result]))) continue;
      isHere[op] = 1;
      ops.push(op);
      for (const operand of graph.ops[op].operands) isRead[operand] = 1;
    }
    ops.reverse();

    const types: TensorType[] = [];
    const values: ValueId[] = [];
    const locals = new Map<ValueId, ValueId>();
    /**
     * By value of another stage that arrives per microbatch: its local value. Totals of the same values are in
     * `locals`.
     */
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
      const isHeld = inputStages[input] === stage || (isRead[value] === 1 && replicated.inputs[input]);
      if (!isHeld && !isRead[value]) return;
      localInput.set(input, inputs.push({ kind: "input", input, isHeld }) - 1);
      ports.push({ value: define(value), name });
    });
    const isPerMicrobatch = (producer: number, reader: number): boolean =>
      sections[producer] === sections[reader] && isLoop[sections[producer]];
    const received: number[] = [];
    const batchInputs = this.#step.batchInputs.flatMap(({ input, dim }) =>
      localInput.has(input) ? [{ input: localInput.get(input)!, dim }] : [],
    );
    /** Adds an input for a value of another stage. */
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
    const isRemote = (value: ValueId): boolean => this.#definers[value] >= 0 && !isHere[this.#definers[value]];
    for (const op of ops) {
      for (const value of graph.ops[op].operands)
        if (isRemote(value)) arrive(value, isPerMicrobatch(this.#definers[value], op));
    }

    const localOps = ops.map((index): Op => {
      const op = graph.ops[index];
      const operands = op.operands.map((value) => {
        const isArrival = isRemote(value) && isPerMicrobatch(this.#definers[value], index);
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
      if (!isOwn(index) || replicated.ops[index]) continue;
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

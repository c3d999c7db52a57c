/** @file The state of a running StableHLO module, by the names of the module's arguments, for checkpoints. */
import type { ModuleExecutable } from "../api/module-executable.ts";
import { InvalidConfig } from "../base/errors.ts";
import type { TensorParts } from "../checkpoint/snapshot.ts";
import { TensorSpec } from "../frontends/jaxjs/host-array.ts";
import type { NamedLeaf } from "../frontends/jaxjs/names.ts";
import { allocateData, numElements, type TensorData, type TensorType } from "../ir/types.ts";
import { placementText } from "../plan/placement.ts";
import type { LoadedStep } from "./subject.ts";

/** A state argument of the module. */
interface StateArgument extends TensorType {
  readonly name: string;
  /** Inputs of the graph that hold it: one, or one per layer. */
  readonly ports: readonly number[];
}

/** The stacked tensor of the given layers. */
export function joinLayers(type: TensorType, layers: readonly TensorData[]): TensorData {
  if (layers.length === 1) return layers[0];
  const data = allocateData(type.dtype, numElements(type.shape));
  layers.forEach((layer, i) => {
    data.set(layer as never, i * layer.length);
  });
  return data;
}

export class ModuleState {
  readonly #arguments: readonly StateArgument[];

  /** @param stateOf  for each output of the graph, the state input that it replaces, or −1 */
  constructor({ imported, parts }: LoadedStep, stateOf: readonly number[]) {
    const isState = new Set(stateOf);
    const { inputs, types } = imported.graph;
    const areUnique = new Set(inputs.map(({ name }) => name)).size === inputs.length;
    this.#arguments = inputs.flatMap(({ name, value }, argument) => {
      const ports = parts?.inputs[argument] ?? [argument];
      const { dtype, shape } = types[value];
      if (!ports.every((port) => isState.has(port))) return [];
      return [{ name: areUnique ? name : `arg${argument}`, ports, dtype, shape }];
    });
  }

  /** @throws InvalidConfig if the module returns no next value of an argument and `flag` asks for its state */
  checkAny(path: string, flag: string): void {
    if (this.#arguments.length > 0) return;
    throw new InvalidConfig(flag, `${path} has no state; name its arguments with --state, or leave ${flag} out`);
  }

  /** The state arguments by name, for loading from a checkpoint. */
  leaves(): NamedLeaf[] {
    return this.#arguments.map(({ name, dtype, shape }) => ({ name, value: new TensorSpec(shape, dtype) }));
  }

  /** Replaces the state among the graph's inputs by the values of `leaves`. */
  replace(inputs: TensorData[], values: readonly TensorData[]): void {
    this.#arguments.forEach(({ ports }, i) => {
      const length = values[i].length / ports.length;
      ports.forEach((port, layer) => {
        inputs[port] = ports.length === 1 ? values[i] : values[i].slice(layer * length, (layer + 1) * length);
      });
    });
  }

  /** The state after the last step. Layers are stacked again, so that checkpoints do not depend on the method. */
  tensors(executable: ModuleExecutable): Promise<TensorParts[]> {
    const { inputs } = executable.program;
    const all = this.#arguments.map(async ({ name, dtype, shape, ports }) => {
      if (ports.length === 1) {
        const [port] = ports;
        return {
          name,
          dtype,
          shape,
          placement: placementText(inputs[port].placement),
          parts: await executable.stateParts(port),
        };
      }
      const layers = await Promise.all(ports.map((port) => executable.stateValue(port)));
      const data = joinLayers({ dtype, shape }, layers);
      return { name, dtype, shape, parts: [{ device: 0, start: shape.map(() => 0), shape, data }] };
    });
    return Promise.all(all);
  }
}

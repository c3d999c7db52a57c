/** @file Manual placement: a mesh and the placements of some arguments, results or values by name; all else follows by propagation. */
import type { Step } from "../analysis/step.ts";
import { InvalidConfig } from "../base/errors.ts";
import { nearestName } from "../base/suggest.ts";
import { opName, type ValueId } from "../ir/graph.ts";
import { type Mesh, meshSize, type Placement } from "../plan/placement.ts";
import { completePlan } from "../sharding/propagate.ts";
import { checkDevices, type Method } from "./method.ts";

/** Per dim the axis that splits it, several axes (major first), or null for a dim that stays whole. */
export type DimAxes = readonly (string | readonly string[] | null)[];

export interface ManualOptions {
  /** Axis names and sizes, major first: `{ data: 2, model: 2 }`. */
  readonly mesh: Readonly<Record<string, number>>;
  /**
   * Placements by name: of an argument or result as it is traced (`state.params[0].w`, or its last part `params[0].w`), or of an op's
   * result (`dot_general.12`). `*` stands for any letters: `params[*].w`. Of several patterns that match, the last counts.
   */
  readonly placements: Readonly<Record<string, DimAxes>>;
}

const maxAxes = 3;

/** Places by name. What no name reaches is placed as its neighbours suggest, or replicated. */
export function manual({ mesh: sizes, placements }: ManualOptions): Method {
  const meshText = Object.entries(sizes)
    .map(([axis, size]) => `${axis}=${size}`)
    .join(", ");
  const name = `manual(${meshText})`;
  return {
    name,
    plan(step, devices) {
      checkDevices(devices);
      const mesh: Mesh = { axes: Object.entries(sizes).map(([axis, size]) => ({ name: axis, size })) };
      checkMesh(mesh, meshText, devices);
      return completePlan(step, mesh, findSeeds(step, placements), name);
    },
  };
}

function checkMesh(mesh: Mesh, text: string, devices: number): void {
  const bad = mesh.axes.find(({ size }) => !Number.isInteger(size) || size < 1);
  if (bad) throw new InvalidConfig("mesh", `axis ${bad.name} has size ${bad.size}; give an integer of 1 or more`);
  if (mesh.axes.length < 1 || mesh.axes.length > maxAxes) {
    throw new InvalidConfig("mesh", `got ${mesh.axes.length} axes; give 1 to ${maxAxes}`);
  }
  if (meshSize(mesh) !== devices) {
    throw new InvalidConfig(
      "mesh",
      `${text} is ${meshSize(mesh)} devices, the step runs on ${devices}; make them equal`,
      {
        mesh,
        devices,
      },
    );
  }
}

function findSeeds({ graph, stateOf }: Step, placements: ManualOptions["placements"]) {
  const inputs = new Map<number, Placement>();
  const outputs = new Map<number, Placement>();
  const values = new Map<ValueId, Placement>();
  for (const [pattern, axes] of Object.entries(placements)) {
    const matches = matcher(pattern);
    const placement: Placement = { dims: axes.map(axesOfDim), partial: [] };
    let isUsed = false;
    const use = <K>(seeds: Map<K, Placement>, key: K): void => {
      seeds.set(key, placement);
      isUsed = true;
    };
    graph.inputs.forEach((port, input) => {
      if (matches(port.name)) use(inputs, input);
    });
    graph.outputs.forEach((port, output) => {
      if (!matches(port.name)) return;
      // A result that becomes an argument of the next step lies as that argument does.
      if (stateOf[output] < 0) use(outputs, output);
      else use(inputs, stateOf[output]);
    });
    graph.ops.forEach((op, index) => {
      if (matches(opName(graph, index))) for (const result of op.results) use(values, result);
    });
    if (!isUsed) refuseName(pattern, graph);
  }
  return { inputs, outputs, values };
}

const axesOfDim = (axes: DimAxes[number]): readonly string[] =>
  axes === null ? [] : typeof axes === "string" ? [axes] : axes;

/** Whether a name is the pattern or ends in it behind a dot. */
function matcher(pattern: string): (name: string) => boolean {
  const escaped = pattern.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*");
  const expression = new RegExp(`^(?:.*\\.)?${escaped}$`);
  return (name) => expression.test(name);
}

const numShown = 8;

function refuseName(pattern: string, graph: Step["graph"]): never {
  const names = [...graph.inputs, ...graph.outputs].map((port) => port.name);
  const lastParts = names.flatMap((full) => full.split(/(?<=\w)\./).map((_, i, parts) => parts.slice(i).join(".")));
  const nearest = nearestName(pattern, [...lastParts, ...graph.ops.map((_, index) => opName(graph, index))]);
  const known = `; arguments: ${graph.inputs
    .slice(0, numShown)
    .map((port) => port.name)
    .join(", ")}`;
  const more = graph.inputs.length > numShown ? ` and ${graph.inputs.length - numShown} more` : "";
  throw new InvalidConfig(
    "placements",
    `no argument, result or op is called "${pattern}"${nearest === undefined ? known + more : `; did you mean "${nearest}"?`}`,
    { pattern },
  );
}

/**
 * @file Manual placement: a mesh and the placements of some arguments, results or values by name. Propagation places
 * the others.
 */
import type { Step } from "../analysis/step.ts";
import { InvalidConfig } from "../base/errors.ts";
import type { ValueId } from "../ir/graph.ts";
import { type Mesh, meshSize, type Placement } from "../plan/placement.ts";
import { completePlan, type Seeds } from "../sharding/propagate.ts";
import { type Method, stepOf, type Target, withOptions } from "./method.ts";
import { findNamed, type Named, namedInPart } from "./search/resolve-names.ts";
import { withEstimate } from "./search/search-plan.ts";

/** Per dim: the axis that splits it, several axes (major first), or null for a dim that is not split. */
export type DimAxes = readonly (string | readonly string[] | null)[];

export interface ManualOptions extends Pick<Target, "cluster" | "profile"> {
  /** Axis names and sizes, major first: `{ data: 2, model: 2 }`. */
  readonly mesh: Readonly<Record<string, number>>;
  /**
   * Placements of arguments, results and op results by name (resolve-names.ts). If several patterns match, the last one
   * applies.
   */
  readonly placements: Readonly<Record<string, DimAxes>>;
}

const maxAxes = 3;

/** Places values by name. Propagation places the others, or replicates them if nothing suggests a placement. */
export function manual({ mesh: sizes, placements, ...priced }: ManualOptions): Method {
  const meshText = Object.entries(sizes)
    .map(([axis, size]) => `${axis}=${size}`)
    .join(", ");
  return placed(meshText, { mesh: sizes, ...priced }, (step) => findPlaces(step, placements));
}

function placed(
  meshText: string,
  { mesh: sizes, ...priced }: Omit<ManualOptions, "placements">,
  placesOf: (step: Step) => readonly Place[],
): Method {
  const name = `manual(${meshText})`;
  return {
    name,
    inStages(whole) {
      const places = placesOf(whole);
      return (part) => {
        const inPart = namedInPart(part);
        const own = places.map(({ placement, named }) => ({ placement, named: inPart(named) }));
        return placed(meshText, { mesh: sizes, ...priced }, () => own);
      };
    },
    *plan(asked) {
      const request = withOptions(asked, priced);
      const step = stepOf(request);
      const mesh: Mesh = { axes: Object.entries(sizes).map(([axis, size]) => ({ name: axis, size })) };
      checkMesh(mesh, meshText, request.devices);
      yield;
      const plan = completePlan(step, mesh, seedsOf(step, placesOf(step)), name);
      return { step, plan: withEstimate(step, plan, request) };
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

/** The items that a name stands for, with the placement given by the user. */
interface Place {
  readonly placement: Placement;
  readonly named: Named;
}

const findPlaces = (step: Step, placements: ManualOptions["placements"]): Place[] =>
  Object.entries(placements).map(([pattern, axes]) => ({
    placement: { dims: axes.map(axesOfDim), partial: [] },
    named: findNamed(step, pattern, "placements"),
  }));

function seedsOf({ graph }: Step, places: readonly Place[]): Seeds {
  const inputs = new Map<number, Placement>();
  const outputs = new Map<number, Placement>();
  const values = new Map<ValueId, Placement>();
  for (const { placement, named } of places) {
    for (const input of named.inputs) inputs.set(input, placement);
    for (const output of named.outputs) outputs.set(output, placement);
    for (const op of named.ops) for (const result of graph.ops[op].results) values.set(result, placement);
  }
  return { inputs, outputs, values };
}

const axesOfDim = (axes: DimAxes[number]): readonly string[] =>
  axes === null ? [] : typeof axes === "string" ? [axes] : axes;

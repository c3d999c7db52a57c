/** @file The `--method` option: methods by name. */
import { InvalidConfig } from "../base/errors.ts";
import { suggestion } from "../base/suggest.ts";
import type { ExamplePlacements } from "../frontends/jaxjs/example.ts";
import { manual } from "../methods/manual.ts";
import type { Method } from "../methods/method.ts";
import { type MethodSearch, namedMethods } from "../methods/named-methods.ts";
import { type PipelineFlags, pipelineMethod, pipelineMethods } from "./pipeline-flags.ts";

/** Names for `--method`. */
export const methodNames = (): string[] => [...Object.keys(namedMethods), "manual", ...Object.keys(pipelineMethods)];
export const methodHelp = (): string =>
  [
    ...Object.entries(namedMethods).map(([name, { about }]) => `${name}: ${about}`),
    "manual: placements by --place, or the example's own",
    ...Object.entries(pipelineMethods).map(([name, about]) => `${name}: ${about}`),
  ].join("\n  ");

export interface MethodFlags extends PipelineFlags {
  readonly method: string;
  readonly devices: number;
  /** `data=2,model=2`, for `manual`. */
  readonly mesh?: string;
  /** `params[*].w=_,model` for `manual`: one entry per dim, `_` for not split, `x+y` for several axes. */
  readonly place: readonly string[];
}

/** The properties of a model that making a method needs. */
export interface PlacedModel {
  readonly name: string;
  readonly placements?: ExamplePlacements;
}

/**
 * Returns the method that the flags name, with the constraints of `search`. `manual` without placements uses those of
 * the example, on the axes data and model.
 */
export function methodOf(flags: MethodFlags, example: PlacedModel, search: MethodSearch = {}): Method {
  const { method: name, devices, mesh, place } = flags;
  if (["manual", "megatron", "pipedream"].includes(name) && (search.pin || search.forbid || search.maxTensorParallel))
    throw new InvalidConfig(
      "--pin, --forbid, --max-tensor-parallel",
      `limit what a method chooses, and --method ${name} chooses nothing; use its own options, or another method`,
    );
  const pipeline = pipelineMethod(name, flags, (intra) => searchingMethod(intra, "--intra", search), search);
  if (name === "manual") {
    const placements = place.length > 0 ? Object.fromEntries(place.map(parsePlace)) : example.placements;
    if (!placements)
      throw new InvalidConfig(
        "--place",
        `${example.name} has no placements of its own; give some, as in --place 'w=_,model'`,
      );
    return manual({ mesh: mesh === undefined ? defaultMesh(devices) : parseMesh(mesh), placements });
  }
  if (mesh !== undefined || place.length > 0)
    throw new InvalidConfig("--mesh, --place", `are for --method manual, got --method ${name}`);
  return pipeline ?? searchingMethod(name, "--method", search);
}

function searchingMethod(name: string, flag: string, search: MethodSearch): Method {
  const method = namedMethods[name];
  if (name === "auto" && (search.pin || search.forbid || search.maxTensorParallel))
    throw new InvalidConfig("--pin, --forbid, --max-tensor-parallel", "are not for --method auto; use --method shard");
  if (method) return method.make(search);
  const known = Object.keys(namedMethods).filter((other) => flag === "--method" || other !== "auto");
  throw new InvalidConfig(flag, `unknown method "${name}"${suggestion(name, known)}`);
}

/** A model axis of 2 if the number of devices is even, else of 1; the data axis takes the rest. */
function defaultMesh(devices: number): Record<string, number> {
  const model = devices % 2 === 0 ? 2 : 1;
  return { data: devices / model, model };
}

function parseMesh(text: string): Record<string, number> {
  return Object.fromEntries(
    text.split(",").map((part) => {
      const [, axis, size] = /^([\w-]+)=(\d+)$/.exec(part) ?? [];
      if (!axis)
        throw new InvalidConfig("--mesh", `got "${part}"; write axes as name=size, for example data=2,model=2`);
      return [axis, Number(size)];
    }),
  );
}

function parsePlace(text: string): [string, (string | readonly string[] | null)[]] {
  const at = text.lastIndexOf("=");
  if (at < 1) throw new InvalidConfig("--place", `got "${text}"; write name=dim,dim,… for example params[*].w=_,model`);
  const dims = text.slice(at + 1).split(",");
  return [text.slice(0, at), dims.map((dim) => (dim === "_" ? null : dim.includes("+") ? dim.split("+") : dim))];
}

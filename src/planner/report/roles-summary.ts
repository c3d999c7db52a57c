/** @file One-line summary of a step's arguments: `12 parameters (1.2M elements); 25 of optimizer state; batch x, y`. */
import type { ArgumentKind, ArgumentRole } from "../../analysis/argument-roles.ts";
import { countText, numberOf } from "../../base/units.ts";

/** Maximum number of names that are listed. */
const maxNames = 4;

/** @param loss  name of the result that is the loss */
export function rolesSummary(roles: readonly ArgumentRole[], loss: string | undefined): string {
  const of = (kind: ArgumentKind): ArgumentRole[] => roles.filter(({ role }) => role === kind);
  const counted = (found: readonly ArgumentRole[], text: string): string[] =>
    found.length === 0
      ? []
      : [`${text} (${countText(found.reduce((sum, { type }) => sum + elements(type), 0))} elements)`];
  const named = (found: readonly ArgumentRole[], noun: string): string[] => {
    if (found.length === 0) return [];
    const names = found.slice(0, maxNames).map(({ path }) => path);
    const more = found.length > maxNames ? ` and ${found.length - maxNames} more` : "";
    return [`${noun} ${names.join(", ")}${more}`];
  };
  const [parameters, frozen, optimizer] = [of("parameter"), of("frozen"), of("optimizer")];
  const parts = [
    ...counted(parameters, numberOf(parameters.length, "parameter")),
    ...counted(frozen, `${frozen.length} frozen`),
    ...counted(optimizer, `${optimizer.length} of optimizer state`),
    ...named(of("batch"), "batch"),
    ...named(of("key"), "random key"),
    ...named(of("number"), "number"),
    ...(loss === undefined ? [] : [`loss ${loss}`]),
  ];
  return `roles: ${parts.join("; ") || "none"}`;
}

/** Elements of a type such as `f32[64,256]`. */
const elements = (type: string): number =>
  type
    .slice(type.indexOf("[") + 1, -1)
    .split(",")
    .reduce((product, size) => product * (size === "" ? 1 : Number(size)), 1);

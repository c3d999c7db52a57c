/** @file Options for the user's constraints, shared by all commands that plan. */
import { type Command, Option } from "commander";
import { InvalidConfig } from "../base/errors.ts";
import { type Constraints, constrain, type Forbidden, type Pin } from "../methods/search/constraints.ts";
import { parsePin } from "../methods/search/pin-text.ts";
import { integerOption, listOption } from "./options.ts";

export interface ConstraintFlags {
  readonly memory?: number;
  readonly maxTensorParallel?: number;
  readonly pin: readonly string[];
  readonly forbid: readonly string[];
}

/** The `--memory` option. */
export const memoryOption = (): Option =>
  new Option("--memory <size>", "memory limit of a device: 8GiB, 500MB, or a number of 10⁹ bytes").argParser(
    bytesOption,
  );

/** Adds the constraint options to a command. */
export const withConstraintOptions = (command: Command): Command =>
  command
    .optionsGroup("Constraints:")
    .addOption(memoryOption())
    .option(
      "--max-tensor-parallel <n>",
      "maximum tensor-parallel degree: devices that share the work on one example",
      integerOption("--max-tensor-parallel", 1),
    )
    .addOption(
      listOption(
        "--pin <name=splits>",
        "how an argument, value or op is split, per dim: _ for not split, a number of parts, or mesh axes; factors:… per factor of an op",
      ),
    )
    .addOption(listOption("--forbid <name=dim[:axis]>", "never split this dim, on this mesh axis or on any"));

/** Example command lines for help texts. */
export const constraintExamples = [
  "alpa plan gpt2-medium --cluster 1x8:a100-80gb --batch 64 --microbatches 8 --max-tensor-parallel 2 --memory 16GiB",
  "alpa plan mlp --cluster 1x4:a100-80gb --pin 'params[0].w=_,4' --forbid 'params[1].w=0'",
];

/**
 * Returns the constraints that the flags request.
 * @param known  pins that `--pin` replaces by name
 */
export function constraintsOf(
  { memory, maxTensorParallel, pin, forbid }: ConstraintFlags,
  known: Readonly<Record<string, Pin>> = {},
): Constraints {
  const pins = { ...known, ...Object.fromEntries(pin.map((text) => parsePin(text, "--pin"))) };
  return constrain({
    ...(memory !== undefined && { memoryBytes: memory }),
    ...(maxTensorParallel !== undefined && { maxTensorParallel }),
    ...(Object.keys(pins).length > 0 && { pin: pins }),
    ...(forbid.length > 0 && { forbid: forbid.map(parseForbid) }),
  });
}

const unitBytes: Readonly<Record<string, number>> = {
  "": 1e9,
  b: 1,
  kb: 1e3,
  mb: 1e6,
  gb: 1e9,
  tb: 1e12,
  kib: 2 ** 10,
  mib: 2 ** 20,
  gib: 2 ** 30,
  tib: 2 ** 40,
};

function bytesOption(text: string): number {
  const [, number, unit = ""] = /^([\d.]+)\s*([a-z]*)$/i.exec(text) ?? [];
  const bytes = Number(number) * (unitBytes[unit.toLowerCase()] ?? Number.NaN);
  if (!(bytes > 0 && bytes < Number.POSITIVE_INFINITY))
    throw new InvalidConfig(
      "--memory",
      `got "${text}"; give a number above 0, with B, kB, MB, GB, KiB, MiB or GiB if not 10⁹ bytes`,
    );
  return bytes;
}

function parseForbid(text: string): Forbidden {
  const [, value, dim, axis] = /^(.+)=(\d+)(?::(.+))?$/.exec(text) ?? [];
  if (value === undefined)
    throw new InvalidConfig(
      "--forbid",
      `got "${text}"; write name=dim or name=dim:axis, for example 'params[0].w=1:x'`,
    );
  return { value, dim: Number(dim), ...(axis !== undefined && { axis }) };
}

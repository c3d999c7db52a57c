/** @file Options that say what the arguments and results of a StableHLO module are. */
import type { Command } from "commander";
import { InvalidConfig } from "../base/errors.ts";
import type { RoleChoices } from "../planner/imported-step.ts";

/** Adds the options to a command. */
export const withRoleOptions = (command: Command): Command =>
  command
    .optionsGroup("StableHLO modules:")
    .option(
      "--state <args>",
      "arguments that the results update, as in params,opt or 0-11 or 'params=result[0]'; none for none (default: found by data flow)",
    )
    .option(
      "--batch-args <args>",
      "arguments that hold examples, as in x,y or 12; x:1 along dim 1; none for none (default: found by data flow)",
    )
    .option(
      "--loss <result>",
      "the result that is the loss (default: the first floating-point number that is no state)",
    );

/** Refuses the options for what is no module. */
export function refuseRoleOptions(name: string, { state, batchArgs, loss }: RoleChoices): void {
  const given = { "--state": state, "--batch-args": batchArgs, "--loss": loss };
  const [flag] = Object.entries(given).flatMap(([option, text]) => (text === undefined ? [] : [option]));
  if (flag) throw new InvalidConfig(flag, `is for StableHLO modules (.mlir, .mlir.gz), got ${name}; leave it out`);
}

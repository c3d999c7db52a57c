/** @file Command-line options that declare the roles of a StableHLO module's arguments and results. */
import { type Command, Option } from "commander";
import { InvalidConfig } from "../base/errors.ts";
import type { RoleChoices } from "../planner/imported-step.ts";

/** Adds the options to a command. */
export const withRoleOptions = (command: Command): Command =>
  command
    .optionsGroup("StableHLO modules:")
    .option(
      "--state <args>",
      "state arguments, as in params,opt or 0-11 or 'params=result[0]'; none if there is no state (default: found by data flow)",
    )
    .option(
      "--batch-args <args>",
      "batch arguments, as in x,y or 12; x:1 if dim 1 is the batch; none if there is no batch (default: found by data flow)",
    )
    .option(
      "--loss <result>",
      "the result that is the loss (default: the first floating-point number that is no state)",
    );

/** Adds the option of commands that plan. */
export const withShardingOption = (command: Command): Command =>
  command.addOption(
    new Option(
      "--shardings <keep|ignore>",
      "keep: arguments are split into as many parts as their sdy.sharding or mhlo.sharding says (default: ignore)",
    ).choices(["keep", "ignore"]),
  );

export interface ShardingFlags {
  readonly shardings?: "keep" | "ignore";
}

/** Options of modules alone. */
interface ModuleFlags extends RoleChoices, ShardingFlags {
  readonly inputs?: string;
  readonly outputs?: string;
}

/** Refuses these options when the model is not a StableHLO module. */
export function refuseModuleOptions(name: string, flags: ModuleFlags): void {
  const { state, batchArgs, loss, shardings, inputs, outputs } = flags;
  const given = {
    "--state": state,
    "--batch-args": batchArgs,
    "--loss": loss,
    "--shardings": shardings,
    "--inputs": inputs,
    "--outputs": outputs,
  };
  const [flag] = Object.entries(given).flatMap(([option, text]) => (text === undefined ? [] : [option]));
  if (flag) throw new InvalidConfig(flag, `is for StableHLO modules (.mlir, .mlir.gz), got ${name}; leave it out`);
}

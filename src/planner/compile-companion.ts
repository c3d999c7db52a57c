/**
 * @file Compiles a companion step, which reads the state of a training step on its devices. It gets one output per lent
 * input, its unchanged value, so that lent values are state to all passes: they stay where they are.
 */
import { companion } from "../methods/companion.ts";
import { type Compiled, type CompileOptions, type LoweredStep, lowerPlanned } from "./compile.ts";
import { jaxjsSource, type StepFunction } from "./jaxjs-source.ts";
import { runPlanning } from "./plan-source.ts";

/** The training step whose state is lent. */
export interface Lending extends Pick<LoweredStep, "step" | "plan" | "target"> {
  /** By name of an argument leaf of the companion: the state input with its value, if it is lent. */
  readonly inputOf: (name: string) => number | undefined;
}

export interface CompiledCompanion extends Compiled {
  /** By input of the step: the training step's input whose value it reads. */
  readonly lent: ReadonlyMap<number, number>;
}

/** @throws InvalidConfig or Unsupported like {@link compile} */
export async function compileCompanion(
  fn: StepFunction,
  args: readonly unknown[],
  { batchArgs, staticArgs }: Pick<CompileOptions, "batchArgs" | "staticArgs">,
  { step, plan, target, inputOf }: Lending,
): Promise<CompiledCompanion> {
  const source = jaxjsSource(fn, args, { batchArgs, staticArgs });
  const { traced } = source;
  const lent = new Map(
    traced.leafOf.flatMap((leaf, input): [number, number][] => {
      const home = inputOf(traced.args.inputs[leaf].name);
      return home === undefined ? [] : [[input, home]];
    }),
  );
  const kept = [...lent.keys()];
  const planned = await runPlanning(
    {
      name: source.name,
      trace(share) {
        const { graph, batchInputs } = source.trace(share);
        const outputs = [...graph.outputs, ...kept.map((input) => graph.inputs[input])];
        return {
          graph: { ...graph, outputs },
          batchInputs,
          findState: ({ outputs }) => [...outputs.map(() => -1).slice(kept.length), ...kept],
        };
      },
    },
    {
      ...target,
      method: companion({ step, plan, inputs: lent }),
      devices: plan.stages.reduce((sum, { devices }) => sum + devices.length, 0),
      remat: "none",
    },
  );
  return { ...lowerPlanned({ ...planned, traced }), lent };
}

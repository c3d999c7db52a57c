/**
 * @file Exports a plan as Python: the mesh and a PartitionSpec for every argument and result, to pass to
 * `jax.jit(…, in_shardings=…, out_shardings=…)`.
 */
import { Unsupported } from "../../base/errors.ts";
import { type Placement, withoutTrivialAxes } from "../../plan/placement.ts";
import type { Plan, PortPlan, StagePlan } from "../../plan/plan.ts";

/**
 * A Python module that defines `mesh`, `in_specs`, `out_specs` and `shardings`.
 * @throws Unsupported for plans with several stages, and for plans without argument names
 */
export function jaxShardings(plan: Plan): string {
  const { stages, graph, inputs, outputs } = plan;
  if (stages.length > 1)
    throw new Unsupported(
      "jax-shardings",
      `the plan has ${stages.length} stages, and jax.jit runs one program on one mesh; export it --to stablehlo, ` +
        "a module per stage",
    );
  if (!graph) throw new Unsupported("jax-shardings", "the plan names no arguments; save it with alpa plan --save-plan");
  const [stage] = stages;
  const notes = [
    ...(plan.microbatches > 1
      ? [
          `The plan cuts the batch into ${plan.microbatches} microbatches; shardings do not: add up gradients in the ` +
            "step.",
        ]
      : []),
    ...(plan.remat ? ["The plan recomputes activations; shardings do not: use jax.checkpoint in the step."] : []),
  ];
  return `${[
    `# ${plan.method}: one PartitionSpec per leaf of the arguments and of the results, in their order.`,
    ...notes.map((note) => `# ${note}`),
    "#",
    "#     args = (state, batch)",
    "#     out = jax.eval_shape(step, *args)",
    "#     sharded = jax.jit(step, in_shardings=shardings(args, in_specs), out_shardings=shardings(out, out_specs))",
    "import jax",
    "import numpy as np",
    "from jax.sharding import Mesh, NamedSharding, PartitionSpec as P",
    "",
    meshText(stage),
    "",
    specsText("in_specs", graph.inputs, inputs, stage),
    "",
    specsText("out_specs", graph.outputs, outputs, stage),
    "",
    "",
    "def shardings(tree, specs):",
    '    """The sharding of every leaf of `tree`, whose leaves are in the order of `specs`."""',
    "    leaves, structure = jax.tree.flatten(tree)",
    "    if len(leaves) != len(specs):",
    "        raise ValueError(",
    '            f"the plan has {len(specs)} leaves, and {len(leaves)} are given; "',
    '            "lower the step with jax.jit(step, keep_unused=True) where it does not read all of them"',
    "        )",
    "    return jax.tree.unflatten(structure, [NamedSharding(mesh, spec) for spec in specs.values()])",
  ].join("\n")}\n`;
}

function meshText({ mesh: { axes }, devices }: StagePlan): string {
  const sizes = axes.map(({ size }) => size).join(", ");
  const names = axes.map(({ name }) => JSON.stringify(name)).join(", ");
  const axisNames = axes.length === 1 ? `(${names},)` : `(${names})`;
  return `mesh = Mesh(np.array(jax.devices())[[${devices.join(", ")}]].reshape(${sizes}), ${axisNames})`;
}

function specsText(name: string, ports: readonly string[], plans: readonly PortPlan[], { mesh }: StagePlan): string {
  const lines = ports.map((port, i) => {
    const at = port.lastIndexOf(": ");
    const placement = withoutTrivialAxes(plans[i].placement, mesh);
    const partial = placement.partial.length > 0 ? `, a sum over ${placement.partial.join(", ")} in the plan` : "";
    return `    ${JSON.stringify(port.slice(0, at))}: ${specText(placement)},  # ${port.slice(at + 2)}${partial}`;
  });
  return `${name} = {\n${lines.join("\n")}\n}`;
}

/** A PartitionSpec such as `P(None, "data", ("x", "y"))`, without the trailing dims that are not split. */
function specText({ dims }: Placement): string {
  const entries = dims.map((axes) => {
    const names = axes.map((axis) => JSON.stringify(axis));
    if (names.length === 0) return "None";
    return names.length === 1 ? names[0] : `(${names.join(", ")})`;
  });
  while (entries.at(-1) === "None") entries.pop();
  return `P(${entries.join(", ")})`;
}

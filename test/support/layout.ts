/**
 * @file The folders of src/ in the order of data flow: contents and allowed imports. docs/layout.md shows it as a
 * table.
 */

export interface Folder {
  readonly holds: string;
  /** Folders that its files may import. */
  readonly imports: readonly string[];
  /** Whether its files may use Node. All other folders also run in a browser. */
  readonly node?: true;
}

export const layout: Readonly<Record<string, Folder>> = {
  base: {
    holds: "errors (where, what, what to do), units, name suggestions, a seeded generator, long work as generators",
    imports: [],
  },
  ir: {
    holds:
      "Graph and its ops (StableHLO's names); one rule per op in `rules/` (shapes, FLOPs, factors, linearity); builder, verifier, rewrites, printer, reference interpreter",
    imports: ["base"],
  },
  frontends: {
    holds: "`jaxjs/`: a jax-js function becomes a Graph, by shapes only. `stablehlo/`: MLIR text becomes a Graph",
    imports: ["base", "ir"],
  },
  optim: {
    holds: "SGD, momentum, Adam, AdamW, Adafactor, clipping, learning-rate schedules: functions of jax-js arrays",
    imports: ["base", "frontends"],
  },
  models: {
    holds: "models as jax-js functions, and the catalogue of published sizes by name. No data",
    imports: ["base", "frontends", "optim"],
  },
  plan: {
    holds: "meshes, placements, the Plan, its file format, its graph's identity, differences of two plans",
    imports: ["base", "ir"],
  },
  analysis: {
    holds:
      "what a traced step means: batch dims, microbatches (Step), roles of inputs and outputs, layers, passes, rematerialization, mixed precision, a stage's part of the step",
    imports: ["base", "ir", "plan"],
  },
  cluster: {
    holds: "devices, links, hosts, meshes over real links; presets and their sources",
    imports: ["base"],
  },
  cost: {
    holds: "the cost model: seconds of ops and collectives on a mesh (cost-model.md)",
    imports: ["base", "cluster"],
  },
  solver: {
    holds:
      "sharding problems as graphs with costs, and the search for cheap choices with lower bounds. It knows no tensors; `alpa-js/solver`",
    imports: ["base"],
  },
  sharding: {
    holds:
      "the intra-operator level: `strategies/` of ops, `problem/` built of them for the solver, `facts/` about a step (live ranges, synchronization points, fused updates), `reshard/`, a plan's cost, check and explanation",
    imports: ["base", "ir", "plan", "analysis", "cluster", "cost", "solver"],
  },
  schedules: {
    holds: "GPipe, 1F1B, interleaved, zero-bubble and PipeDream schedules as data, with exact timing",
    imports: ["base", "plan"],
  },
  "stage-search": {
    holds:
      "the inter-operator level: layers to stages to submeshes (dynamic program with bounds); `pipedream/`: its partitioner",
    imports: ["base", "cluster", "schedules"],
  },
  lower: {
    holds:
      "Step and Plan become a Program, an instruction list for every stage: partition, tasks, instructions, order of execution, memory. `onnx/`: kernels of the threads engine. `xla/`: modules and actions of the xla engine",
    imports: ["base", "ir", "plan", "analysis", "sharding", "schedules"],
  },
  simulate: {
    holds: "steps through the Program's instructions with the cost model: seconds, idle time, bytes held, traffic",
    imports: ["base", "ir", "plan", "cluster", "cost", "sharding", "lower"],
  },
  methods: {
    holds:
      "how a plan is obtained, one method a file; `search/`: the solver under constraints; `stages/`: a step cut into stages; `joint/`: Alpa's search over both levels",
    imports: [
      ...["base", "ir", "plan", "analysis", "cluster", "cost", "solver", "sharding", "schedules", "stage-search"],
      ...["lower", "simulate"],
    ],
  },
  draw: {
    holds: "timelines, stage maps and `figures/` as SVG, light and dark; Chrome traces",
    imports: ["base", "plan", "cluster", "lower"],
  },
  planner: {
    holds:
      "the passes in order (`compile.ts`), `report/` and `explain-plan/` of a plan, `compare/` of methods, `figures/` (questions and numbers of what `alpa draw` draws), `export/` to other frameworks, predictions of fixed layouts (`predict/`) and of published runs (`validate/`), steps of StableHLO modules; `alpa-js/planner`",
    imports: [
      ...[
        "base",
        "ir",
        "frontends",
        "optim",
        "models",
        "plan",
        "analysis",
        "cluster",
        "cost",
        "sharding",
        "schedules",
        "stage-search",
        "methods",
      ],
      ...["lower", "simulate", "draw"],
    ],
  },
  studio: {
    holds:
      "the planner in a browser tab: questions and answers as data, links, timelines as pixels; `page/` and `worker/` are bundled for browsers only (studio.md)",
    imports: [
      ...["base", "ir", "frontends", "models", "plan", "analysis", "cluster", "cost", "sharding", "schedules"],
      ...["methods", "lower", "simulate", "draw", "planner"],
    ],
  },
  node: {
    holds:
      "what needs Node and no engine: worker threads, problem and MLIR files, the solver on several threads, static files over HTTP",
    imports: ["base", "solver", "frontends"],
    node: true,
  },
  metrics: {
    holds: "numbers by step in files, written while training: JSON lines, CSV, events of TensorBoard",
    imports: ["base", "node"],
    node: true,
  },
  "tensor-files": {
    holds: "tensors by name in `.npz` and `.safetensors` files, read one by one, of any size",
    imports: ["base", "ir"],
    node: true,
  },
  checkpoint: {
    holds: "saved states: a manifest and one .safetensors file per device, written atomically, read as whole tensors",
    imports: ["base", "ir", "plan", "node", "tensor-files"],
    node: true,
  },
  engines: {
    holds:
      "`threads/`: runs a Program on worker threads: ONNX Runtime kernels, collectives, messages, one shared memory. `xla/`: runs it by JAX in Python processes (`python/alpa_xla`)",
    imports: ["base", "ir", "plan", "lower", "sharding", "cost", "node"],
    node: true,
  },
  api: {
    holds: "`parallelize`, Executable, DistributedArray",
    imports: [
      ...["base", "ir", "frontends", "plan", "analysis", "cluster", "cost", "sharding", "methods", "lower", "simulate"],
      ...["draw", "planner", "checkpoint", "engines"],
    ],
    node: true,
  },
  cli: {
    holds: "one file per command",
    imports: [
      ...[
        "base",
        "ir",
        "frontends",
        "optim",
        "models",
        "plan",
        "analysis",
        "cluster",
        "cost",
        "solver",
        "sharding",
        "schedules",
      ],
      ...[
        "methods",
        "lower",
        "simulate",
        "draw",
        "planner",
        "studio",
        "node",
        "tensor-files",
        "metrics",
        "checkpoint",
        "engines",
      ],
      "api",
    ],
    node: true,
  },
};

/** The table of docs/layout.md. */
export const layoutTable = (): string =>
  [
    "| folder | holds | imports |",
    "|---|---|---|",
    ...Object.entries(layout).map(
      ([name, { holds, imports }]) => `| \`${name}/\` | ${holds} | ${imports.join(", ") || "nothing"} |`,
    ),
  ].join("\n");

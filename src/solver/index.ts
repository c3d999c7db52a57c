/**
 * @file `alpa-js/solver`: the solver of sharding problems by itself. A problem is a graph of nodes with strategies,
 * costs on nodes and edges, and a memory limit over time (the form of the ASPLOS'25 IOPDDL contest). It knows no
 * tensors and needs no Node.
 */
export { AlpaError, Infeasible, InvalidConfig, RuntimeFailure, Unsupported } from "../base/errors.ts";
export {
  type Evaluation,
  evaluateChoice,
  ProblemBuilder,
  type ShardingProblem,
  validateProblem,
} from "./problem.ts";
export { ProblemReader, problemText } from "./problem-text.ts";
export { solveSharding, solveShardingAsync } from "./solve.ts";
export type { ShardingSolution, SolveOptions, SolveProgress } from "./types.ts";

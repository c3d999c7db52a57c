/**
 * @file `alpa-js/solver`: the solver of sharding problems on its own. A problem is a graph of nodes with strategies,
 * costs on nodes and edges, and a memory limit over time, as in the ASPLOS'25 IOPDDL contest. The solver has no notion
 * of tensors and does not need Node.
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

/** @file A small example without evaluation, for tests that run the command line many times. */
import { mlp } from "../../examples/mlp.ts";

const { evaluation: _, ...small } = mlp({ hidden: 16, layers: 2 });

export default { ...small, name: "small" };

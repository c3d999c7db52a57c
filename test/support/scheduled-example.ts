/** @file A small example whose optimizer follows a schedule that it names. */
import { mlp } from "../../examples/mlp.ts";
import { adam, warmupCosineDecaySchedule } from "../../src/optim/index.ts";

const learningRate = warmupCosineDecaySchedule({ initValue: 0, peakValue: 0.1, warmupSteps: 3, decaySteps: 8 });
const { evaluation: _, ...small } = mlp({ hidden: 16, layers: 2, optimizer: adam(learningRate) });

export default { ...small, name: "scheduled", learningRate };

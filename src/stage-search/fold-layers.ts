/**
 * @file Layers folded for schedules that give a stage several pieces of the model. Each stage gets as many layers in
 * every chunk, so the layers at the same place of all chunks go together: group g is what the schedule would put on
 * stage g if there were a stage for every group. A stage of several groups in a row then has pieces of consecutive
 * layers, whichever way the schedule lays them, and stages are again a chain to be cut. With one chunk a group is a
 * layer. What the chunks leave over belongs to the model's last group.
 */
import type { ScheduleRule } from "../schedules/schedule.ts";
import { range } from "../schedules/schedule.ts";
import type { LayerRun } from "./stage-problem.ts";

export class FoldedLayers {
  readonly numGroups: number;
  readonly #numLayers: number;
  readonly #schedule: ScheduleRule;
  readonly #numChunks: number;

  constructor(numLayers: number, schedule: ScheduleRule, numChunks: number) {
    this.numGroups = Math.floor(numLayers / numChunks);
    this.#numLayers = numLayers;
    this.#schedule = schedule;
    this.#numChunks = numChunks;
  }

  /** By chunk, the layers of the groups `begin` … `end` − 1. */
  pieces(begin: number, end: number): LayerRun[] {
    return range(this.#numChunks).map((chunk) => {
      const ends = [begin, end - 1].map((group) => this.#schedule.pieceOf(group, chunk, this.numGroups));
      const lastLayer = Math.max(...ends);
      const isEnd = lastLayer === this.numGroups * this.#numChunks - 1;
      return { firstLayer: Math.min(...ends), lastLayer: isEnd ? this.#numLayers - 1 : lastLayer };
    });
  }
}

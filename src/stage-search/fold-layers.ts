/**
 * @file Groups layers for schedules with several chunks per stage. Every chunk has the same number of layers, and the
 * layers at the same position of all chunks form a group. Group g has the layers that the schedule would give to stage
 * g if there were one stage per group. A stage of consecutive groups then has consecutive layers in each chunk, in
 * whatever order the schedule assigns chunks, so the groups form a chain to cut into stages. With one chunk, a group is
 * a layer. If the layers do not divide evenly, the remainder belongs to the last group of the model.
 */
import { range } from "../base/integers.ts";
import type { ScheduleRule } from "../schedules/schedule.ts";
import type { LayerRange } from "./stage-problem.ts";

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

  /** Returns the layers of the groups `begin` … `end` − 1, chunk by chunk. */
  chunks(begin: number, end: number): LayerRange[] {
    return range(this.#numChunks).map((chunk) => {
      const ends = [begin, end - 1].map((group) => this.#schedule.positionOf(group, chunk, this.numGroups));
      const lastLayer = Math.max(...ends);
      const isEnd = lastLayer === this.numGroups * this.#numChunks - 1;
      return { firstLayer: Math.min(...ends), lastLayer: isEnd ? this.#numLayers - 1 : lastLayer };
    });
  }
}

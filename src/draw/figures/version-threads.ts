/** @file Pipelines whose weights have versions: each task's version as a shade, a line through one microbatch. */

import type { Picture } from "../picture.ts";
import { seriesColor } from "../theme.ts";
import { drawTimelinePanels, type TimelinePanel } from "./timeline-panels.ts";

interface Panel extends TimelinePanel {
  readonly versionsHeld: readonly number[];
  readonly versions: readonly (readonly number[])[];
}

/** The microbatch that the line goes through. */
const followed = 4;
const stripHeight = 10;
const label = { size: 9, anchor: "middle", color: "onBar" } as const;

export const drawVersionThreads = (panels: readonly Panel[], commands: readonly string[]): Picture =>
  drawTimelinePanels(
    {
      title: "Weight versions",
      about:
        "Strips under the bars are weight versions: forward and backward of a microbatch read the same one, which the stage keeps until then. The thread follows microbatch " +
        `${followed} forward and back; v counts the updates in the weights that it reads.`,
      commands,
    },
    panels.map((panel) => ({
      ...panel,
      title: `${panel.title}: holds ${panel.versionsHeld.join(", ")} versions by stage`,
    })),
    {
      gap: 15,
      over: (picture, panel, lanes, laneHeight) => {
        const { versions } = panels.find(({ bars }) => bars === panel.bars)!;
        const tasks = panel.bars.filter(({ task }) => task && task.kind !== "update");
        for (const { device, task, startSeconds, endSeconds } of tasks) {
          const version = versions[device][task!.microbatch];
          const [from, to] = [lanes.at(startSeconds), lanes.at(endSeconds)];
          const y = lanes.laneY(device) + laneHeight + 1;
          const tip = `weight version ${version}`;
          picture.rect(
            { x: from, y, width: to - from - 1, height: stripHeight },
            { fill: seriesColor(version + 2), tip },
          );
          if (to - from > 16) picture.text((from + to) / 2, y + 8.5, `v${version}`, label);
        }
        const thread = tasks
          .filter(({ task }) => task!.microbatch === followed)
          .map(({ device, startSeconds, endSeconds }) => ({ device, middle: (startSeconds + endSeconds) / 2 }))
          .sort((a, b) => a.middle - b.middle)
          .map(({ device, middle }) => [lanes.at(middle), lanes.laneY(device) + 3] as const);
        picture.polyline(thread, { stroke: "red", strokeWidth: 1.6 });
        for (const [x, y] of thread) picture.circle(x, y, 2.4, { fill: "red" });
      },
    },
  );

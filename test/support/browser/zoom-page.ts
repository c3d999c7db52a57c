/** @file A page that shows a timeline of 100,000 bars on 64 lanes, and times how long it takes to zoom in it. */
import { h, render } from "preact";
import { BarList, type Lane } from "../../../src/studio/bars.ts";
import { picture } from "../../../src/studio/page/store.ts";
import { TimelineView } from "../../../src/studio/page/timeline-view.tsx";

const [numLanes, numBars] = [64, 1563];

const lanes = Array.from({ length: numLanes }, (_, stage): Lane => {
  const [blocks, details] = [new BarList(), new BarList()];
  for (let bar = 0; bar < numBars; bar++) {
    const start = bar + 0.3 * Math.abs(Math.sin(bar * stage));
    details.add(start, start + 0.6, bar % 3 === 0 ? "communication" : "forward", bar, 0, false);
    if (bar % 8 === 0) blocks.add(bar, bar + 7.5, bar % 16 === 0 ? "forward" : "backward", bar / 8, 0, false);
  }
  const none = new BarList().bars;
  return {
    name: `device ${stage}`,
    stage,
    idle: 0,
    blocks: blocks.bars,
    details: details.bars,
    beside: none,
    critical: none,
  };
});
const critical = { compute: 0, communication: 0, messages: 0 };
picture.value = { timeline: { seconds: numBars, names: ["a bar"], lanes, critical }, memory: [] };
render(h(TimelineView, { canAsk: false }), document.body);

/** Resolves when all that waits in this turn is done. */
const settled = (): Promise<void> =>
  new Promise((resume) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => resume();
    port2.postMessage(0);
  });

/** Milliseconds of the page's work for each of 200 turns of the wheel, rising. */
async function zoomMilliseconds(): Promise<number[]> {
  const canvas = document.querySelector("canvas")!;
  const times: number[] = [];
  for (let turn = 0; turn < 200; turn++) {
    await new Promise(requestAnimationFrame);
    const begin = performance.now();
    const deltaY = turn % 100 < 50 ? -60 : 60;
    canvas.dispatchEvent(new WheelEvent("wheel", { deltaY, clientX: 700, bubbles: true, cancelable: true }));
    await settled();
    times.push(performance.now() - begin);
  }
  return times.sort((a, b) => a - b);
}

Object.assign(globalThis, { zoomMilliseconds });

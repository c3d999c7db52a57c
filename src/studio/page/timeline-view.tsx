/** @file The simulated step as a timeline to zoom and move in. */
import { useEffect, useRef, useState } from "preact/hooks";
import { secondsText } from "../../base/units.ts";
import { barAt, barKinds, type Timeline } from "../bars.ts";
import { percentText } from "../numbers.ts";
import { moved, type TimeRange, zoomed } from "../raster.ts";
import { NotSimulated } from "./not-simulated.tsx";
import { picture } from "./store.ts";
import { colorVersion } from "./theme.ts";
import { TimelineLegend } from "./timeline-legend.tsx";
import { laneHeight, layout, readColors, TimelinePainter } from "./timeline-painter.ts";

export function TimelineView() {
  const timeline = picture.value?.timeline;
  return timeline ? <Canvas timeline={timeline} /> : <NotSimulated />;
}

interface Tip {
  readonly x: number;
  readonly y: number;
  readonly title: string;
  readonly text: string;
}

const maxHeight = 560;
const [zoomStep, moveStep] = [1.5, 0.2];

function Canvas({ timeline }: { readonly timeline: Timeline }) {
  const { seconds, lanes } = timeline;
  const canvas = useRef<HTMLCanvasElement>(null);
  const [range, setRange] = useState<TimeRange>({ from: 0, to: seconds });
  const [top, setTop] = useState(0);
  const [tip, setTip] = useState<Tip | undefined>();
  const [left, setLeft] = useState(0);
  const painter = useRef<TimelinePainter | undefined>(undefined);
  const contentHeight = layout.axis + lanes.length * laneHeight;
  const height = Math.min(maxHeight, contentHeight);
  const version = colorVersion.value;

  useEffect(() => {
    setRange({ from: 0, to: timeline.seconds });
    setTop(0);
    painter.current ??= new TimelinePainter(canvas.current!);
    setLeft(canvas.current!.clientWidth < 520 ? 0 : painter.current.nameWidth(timeline));
  }, [timeline]);

  useEffect(() => {
    const paint = (): void => painter.current?.paint(timeline, { range, top }, readColors(), left);
    const frame = requestAnimationFrame(paint);
    const observer = new ResizeObserver(paint);
    observer.observe(canvas.current!);
    return () => {
      cancelAnimationFrame(frame);
      observer.disconnect();
    };
  }, [timeline, range, top, left, version]);

  const secondsAt = (x: number): number => {
    const width = canvas.current!.clientWidth - left;
    return range.from + ((x - left) / width) * (range.to - range.from);
  };
  const zoom = (factor: number, at = (range.from + range.to) / 2): void => setRange(zoomed(range, at, factor, seconds));
  const move = (share: number): void => setRange(moved(range, share * (range.to - range.from), seconds));
  const scroll = (by: number): void => setTop(Math.max(0, Math.min(contentHeight - height, top + by)));

  const onKey = (event: KeyboardEvent): void => {
    const actions: Readonly<Record<string, () => void>> = {
      w: () => zoom(1 / zoomStep),
      s: () => zoom(zoomStep),
      a: () => move(-moveStep),
      d: () => move(moveStep),
      f: () => setRange({ from: 0, to: seconds }),
      ArrowLeft: () => move(-moveStep),
      ArrowRight: () => move(moveStep),
      ArrowUp: () => scroll(-laneHeight),
      ArrowDown: () => scroll(laneHeight),
    };
    const action = event.ctrlKey || event.metaKey || event.altKey ? undefined : actions[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  };

  const pointers = useRef(new Map<number, { x: number; y: number }>());
  const onPointerMove = (event: PointerEvent): void => {
    const known = pointers.current.get(event.pointerId);
    const [x, y] = [event.offsetX, event.offsetY];
    if (!known) {
      setTip(tipAt(timeline, secondsAt(x), y - layout.axis + top, x, y));
      return;
    }
    const width = canvas.current!.clientWidth - left;
    if (pointers.current.size === 2) {
      const [a, b] = [...pointers.current.values()];
      const before = Math.abs(a.x - b.x);
      known.x = x;
      known.y = y;
      const after = Math.abs(a.x - b.x);
      if (before > 10 && after > 10) zoom(before / after, secondsAt((a.x + b.x) / 2));
      return;
    }
    setRange(moved(range, (-(x - known.x) / width) * (range.to - range.from), seconds));
    scroll(known.y - y);
    known.x = x;
    known.y = y;
    setTip(undefined);
  };
  const onPointerDown = (event: PointerEvent): void => {
    canvas.current!.setPointerCapture(event.pointerId);
    pointers.current.set(event.pointerId, { x: event.offsetX, y: event.offsetY });
    setTip(undefined);
  };
  const onPointerUp = (event: PointerEvent): void => void pointers.current.delete(event.pointerId);
  const onWheel = (event: WheelEvent): void => {
    event.preventDefault();
    const isSideways = Math.abs(event.deltaX) > Math.abs(event.deltaY);
    if (isSideways || event.shiftKey) move((isSideways ? event.deltaX : event.deltaY) / 1000);
    else zoom(Math.exp(event.deltaY / 400), secondsAt(Math.max(left, event.offsetX)));
  };

  return (
    <div class="timeline">
      <div class="toolbar">
        <TimelineLegend timeline={timeline} />
        <span class="spacer" />
        <button type="button" onClick={() => zoom(1 / zoomStep)} aria-label="Zoom in">
          +
        </button>
        <button type="button" onClick={() => zoom(zoomStep)} aria-label="Zoom out">
          −
        </button>
        <button type="button" onClick={() => setRange({ from: 0, to: seconds })}>
          Whole step
        </button>
      </div>
      <div class="canvas-box">
        <canvas
          ref={canvas}
          tabIndex={0}
          role="img"
          aria-label={describe(timeline)}
          style={{ height: `${height}px` }}
          onKeyDown={onKey}
          onWheel={onWheel}
          onPointerDown={onPointerDown}
          onPointerMove={onPointerMove}
          onPointerUp={onPointerUp}
          onPointerCancel={onPointerUp}
          onPointerLeave={() => setTip(undefined)}
        />
        {tip && (
          <div
            class={tip.x > canvas.current!.clientWidth / 2 ? "tip left" : "tip"}
            style={{ left: `${tip.x}px`, top: `${tip.y}px` }}
          >
            <strong>{tip.title}</strong>
            <span>{tip.text}</span>
          </div>
        )}
      </div>
      <p class="hint">Wheel or pinch: zoom. Drag: move. Keys: w s zoom, a d move, f the whole step.</p>
      <LaneTable timeline={timeline} />
    </div>
  );
}

/** What the pointer is over. @param y  from the top of the first lane */
function tipAt(
  { lanes, names, seconds }: Timeline,
  at: number,
  y: number,
  tipX: number,
  tipY: number,
): Tip | undefined {
  const lane = lanes[Math.floor(y / laneHeight)];
  if (!lane || y < 0) return undefined;
  const inLane = (y % laneHeight) - layout.gap / 2;
  const bars = inLane > layout.block ? lane.details : lane.blocks;
  const bar = barAt(bars, at);
  if (bar < 0) return undefined;
  const length = bars.end[bar] - bars.start[bar];
  const kind = barKinds[bars.kind[bar]];
  const name = names[bars.name[bar]];
  return {
    x: tipX,
    y: tipY,
    title: name,
    text: `${name.startsWith(kind) ? "" : `${kind}, `}${secondsText(length)}, ${percentText(length / seconds)} of the step, from ${secondsText(bars.start[bar])}`,
  };
}

const describe = ({ lanes, seconds }: Timeline): string =>
  `Timeline of one simulated step of ${secondsText(seconds)} with ${lanes.length} lanes; the table below has their numbers`;

/** The lanes in numbers: the text of the picture. */
function LaneTable({ timeline: { lanes } }: { readonly timeline: Timeline }) {
  return (
    <details>
      <summary>Lanes in numbers</summary>
      <div class="scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">lane</th>
              <th scope="col" class="number">
                tasks
              </th>
              <th scope="col" class="number">
                instructions
              </th>
              <th scope="col" class="number">
                idle
              </th>
            </tr>
          </thead>
          <tbody>
            {lanes.map(({ name, idle, blocks, details }) => (
              <tr key={name}>
                <td>{name}</td>
                <td class="number">{blocks.start.length.toLocaleString("en")}</td>
                <td class="number">{details.start.length.toLocaleString("en")}</td>
                <td class="number">{percentText(idle)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

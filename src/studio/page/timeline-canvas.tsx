/** @file A timeline to zoom, move and select in. */
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { secondsText } from "../../base/units.ts";
import type { Timeline } from "../bars.ts";
import { moved, type TimeRange, zoomed } from "../raster.ts";
import { LaneTable } from "./lane-table.tsx";
import { RangeTable } from "./range-table.tsx";
import { colorVersion } from "./theme.ts";
import { TimelineLegend } from "./timeline-legend.tsx";
import { laneHeight, layout, readColors, TimelinePainter } from "./timeline-painter.ts";
import { type BarPlace, barsOf, describeBar, neighbor, placeAt } from "./timeline-tip.ts";

/** The bar whose tooltip is shown, and the position of the tooltip on the canvas. */
interface Tip {
  readonly x: number;
  readonly y: number;
  readonly place: BarPlace;
}

const maxHeight = 560;
const [zoomStep, moveStep] = [1.5, 0.2];

export interface TimelineCanvasProps {
  readonly timeline: Timeline;
  /** What the timeline is of: `one simulated step`. */
  readonly about: string;
  /** The visible range in seconds, shared by timelines on the same scale. */
  readonly range: TimeRange;
  readonly setRange: (range: TimeRange) => void;
  /** Seconds of the whole scale. */
  readonly span: number;
}

export function TimelineCanvas({ timeline, about, range, setRange, span: seconds }: TimelineCanvasProps) {
  const { lanes } = timeline;
  const canvas = useRef<HTMLCanvasElement>(null);
  const [top, setTop] = useState(0);
  const [tip, setTip] = useState<Tip | undefined>();
  const [left, setLeft] = useState(0);
  const [isCritical, setCritical] = useState(false);
  const [selection, select] = useState<TimeRange | undefined>();
  const painter = useRef<TimelinePainter | undefined>(undefined);
  const contentHeight = layout.axis + lanes.length * laneHeight;
  const height = Math.min(maxHeight, contentHeight);
  const version = colorVersion.value;
  // Reading a colour makes the browser lay out the page again: once per theme, not per frame.
  const colors = useMemo(readColors, [version]);
  const legend = useMemo(() => <TimelineLegend timeline={timeline} />, [timeline]);
  const laneTable = useMemo(() => <LaneTable timeline={timeline} />, [timeline]);

  useEffect(() => {
    setTop(0);
    setTip(undefined);
    select(undefined);
    painter.current ??= new TimelinePainter(canvas.current!);
  }, [timeline]);

  const paint = useRef(() => {});
  paint.current = () => painter.current?.paint(timeline, { range, top, left, isCritical, selection }, colors);
  // Once per change, in the frame of the change.
  useLayoutEffect(() => paint.current(), [timeline, range, top, left, isCritical, selection, colors]);
  useEffect(() => {
    const own = canvas.current!;
    const observer = new ResizeObserver(() => {
      // The observer reports once more after the canvas has left the page.
      if (!own.isConnected) return;
      setLeft(painter.current!.nameWidth(timeline));
      paint.current();
    });
    observer.observe(own);
    return () => observer.disconnect();
  }, [timeline]);

  const secondsAt = (x: number): number => {
    const width = canvas.current!.clientWidth - left;
    return range.from + ((x - left) / width) * (range.to - range.from);
  };
  const zoom = (factor: number, at = (range.from + range.to) / 2): void => setRange(zoomed(range, at, factor, seconds));
  const move = (share: number): void => setRange(moved(range, share * (range.to - range.from), seconds));
  const scroll = (by: number): void => setTop(Math.max(0, Math.min(contentHeight - height, top + by)));
  /** The selected part, or the whole step if it fills the view already. */
  const fit = (): void => {
    const isShown = selection?.from === range.from && selection.to === range.to;
    setRange(selection && !isShown ? selection : { from: 0, to: seconds });
  };
  /** Shows the tooltip of a neighbouring bar and scrolls to it. */
  const step = (by: 1 | -1): void => {
    const place = neighbor(timeline, tip?.place, by);
    const { start, end } = barsOf(timeline, place);
    const middle = (start[place.bar] + end[place.bar]) / 2;
    const length = range.to - range.from;
    const next =
      middle >= range.from && middle <= range.to ? range : moved({ from: 0, to: length }, middle - length / 2, seconds);
    const width = canvas.current!.clientWidth - left;
    const x = left + ((middle - next.from) / length) * width;
    setRange(next);
    setTip({ place, x, y: layout.axis + place.lane * laneHeight - top + layout.block });
  };

  const onKey = (event: KeyboardEvent): void => {
    const actions: Readonly<Record<string, () => void>> = {
      w: () => zoom(1 / zoomStep),
      s: () => zoom(zoomStep),
      a: () => move(-moveStep),
      d: () => move(moveStep),
      f: fit,
      "[": () => step(-1),
      "]": () => step(1),
      ArrowLeft: () => move(-moveStep),
      ArrowRight: () => move(moveStep),
      ArrowUp: () => scroll(-laneHeight),
      ArrowDown: () => scroll(laneHeight),
      Escape: () => {
        setTip(undefined);
        select(undefined);
      },
    };
    const action = event.ctrlKey || event.metaKey || event.altKey ? undefined : actions[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  };

  const pointers = useRef(new Map<number, { x: number; y: number }>());
  /** The place where a selection began. */
  const anchor = useRef<number | undefined>(undefined);
  const onPointerMove = (event: PointerEvent): void => {
    const known = pointers.current.get(event.pointerId);
    const [x, y] = [event.offsetX, event.offsetY];
    if (!known) {
      const place = placeAt(timeline, secondsAt(x), y - layout.axis + top);
      setTip(place && { x, y, place });
      return;
    }
    const from = anchor.current;
    if (from !== undefined) {
      const at = Math.max(0, Math.min(seconds, secondsAt(x)));
      select(at === from ? undefined : { from: Math.min(from, at), to: Math.max(from, at) });
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
    anchor.current = event.shiftKey ? Math.max(0, Math.min(seconds, secondsAt(event.offsetX))) : undefined;
    setTip(undefined);
  };
  const onPointerUp = (event: PointerEvent): void => {
    pointers.current.delete(event.pointerId);
    anchor.current = undefined;
  };
  const onWheel = (event: WheelEvent): void => {
    event.preventDefault();
    const isSideways = Math.abs(event.deltaX) > Math.abs(event.deltaY);
    if (isSideways || event.shiftKey) move((isSideways ? event.deltaX : event.deltaY) / 1000);
    else zoom(Math.exp(event.deltaY / 400), secondsAt(Math.max(left, event.offsetX)));
  };

  return (
    <div class="timeline">
      <div class="toolbar">
        {legend}
        <span class="spacer" />
        <button type="button" aria-pressed={isCritical} onClick={() => setCritical(!isCritical)}>
          Critical path
        </button>
        <button type="button" onClick={() => select(selection ? undefined : range)}>
          {selection ? "Select nothing" : "Select what is shown"}
        </button>
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
          aria-label={describe(timeline, about)}
          style={{ height: `${height}px` }}
          onKeyDown={onKey}
          onWheel={onWheel}
          onPointerDown={onPointerDown}
          onPointerMove={onPointerMove}
          onPointerUp={onPointerUp}
          onPointerCancel={onPointerUp}
          onPointerLeave={() => setTip(undefined)}
        />
        {tip && <TipBox tip={tip} timeline={timeline} isLeft={tip.x > canvas.current!.clientWidth / 2} />}
      </div>
      <p class="hint">
        Wheel or pinch: zoom. Drag: move. Shift and drag: select. Keys: w s zoom, a d move, [ ] step from bar to bar, f
        fit the selection or the step.
      </p>
      {selection && <RangeTable timeline={timeline} range={selection} />}
      {laneTable}
    </div>
  );
}

function TipBox({
  tip: { x, y, place },
  timeline,
  isLeft,
}: {
  readonly tip: Tip;
  readonly timeline: Timeline;
  readonly isLeft: boolean;
}) {
  const { title, text } = describeBar(timeline, place);
  return (
    <div class={isLeft ? "tip left" : "tip"} role="status" style={{ left: `${x}px`, top: `${y}px` }}>
      <strong>{title}</strong>
      <span>{text}</span>
    </div>
  );
}

const describe = ({ lanes, seconds }: Timeline, about: string): string =>
  `Timeline of ${about} of ${secondsText(seconds)} with ${lanes.length} lanes; the table below has their numbers`;

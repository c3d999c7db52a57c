/** @file One schedule as bars on a canvas; dragging a bar's edge changes how long its stage takes. */
import { useEffect, useRef } from "preact/hooks";
import type { TaskKind } from "../../schedules/schedule.ts";
import type { TimedTask } from "../../schedules/timing.ts";
import type { TimedLabRow } from "../lab.ts";
import { percentText } from "../numbers.ts";
import { colorVersion, cssColor } from "./theme.ts";

const [laneHeight, gap, edge] = [20, 4, 6];
/** Bars narrower than this have no number, and those narrower than `minGap` no space between them. */
const [minLabel, minGap] = [15, 4];

interface Drag {
  readonly stage: number;
  readonly x: number;
  readonly length: number;
  readonly factor: number;
}

export function LabChart({
  row,
  longest,
  factors,
  onFactor,
}: {
  readonly row: TimedLabRow;
  readonly longest: number;
  readonly factors: readonly number[];
  readonly onFactor: (stage: number, factor: number) => void;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const drag = useRef<Drag | undefined>(undefined);
  const version = colorVersion.value;
  const height = row.tasks.length * (laneHeight + gap);

  useEffect(() => {
    // The observer may still report once the canvas has left the page.
    const shown = canvas.current!;
    const draw = (): void => paint(shown, row, longest);
    const frame = requestAnimationFrame(draw);
    const observer = new ResizeObserver(draw);
    observer.observe(shown);
    return () => {
      cancelAnimationFrame(frame);
      observer.disconnect();
    };
  }, [row, longest, version]);

  const timeAt = (x: number): number => (x / canvas.current!.clientWidth) * longest;
  /** The task whose right edge is at the pointer. */
  const edgeAt = ({ offsetX, offsetY }: PointerEvent): TimedTask | undefined => {
    const reach = timeAt(edge);
    return row.tasks[Math.floor(offsetY / (laneHeight + gap))]?.find(
      ({ startSeconds, endSeconds }) =>
        Math.abs(endSeconds - timeAt(offsetX)) <= reach && endSeconds - startSeconds > reach,
    );
  };
  const onPointerDown = (event: PointerEvent): void => {
    const found = edgeAt(event);
    if (!found) return;
    canvas.current!.setPointerCapture(event.pointerId);
    const { stage } = found.task;
    const length = found.endSeconds - found.startSeconds;
    drag.current = { stage, x: event.offsetX, length, factor: factors[stage] };
  };
  const onPointerMove = (event: PointerEvent): void => {
    const from = drag.current;
    canvas.current!.style.cursor = from || edgeAt(event) ? "ew-resize" : "default";
    if (!from) return;
    const length = from.length + timeAt(event.offsetX - from.x);
    onFactor(from.stage, Number(((from.factor * Math.max(0, length)) / from.length).toPrecision(3)));
  };
  const end = (): void => {
    drag.current = undefined;
  };
  return (
    <canvas
      ref={canvas}
      class="lab-chart"
      role="img"
      aria-label={`${row.name}: ${row.tasks.length} stages, idle ${percentText(row.idle)}; the table below has its numbers`}
      style={{ height: `${height}px` }}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={end}
      onPointerCancel={end}
    />
  );
}

function paint(canvas: HTMLCanvasElement, { tasks }: TimedLabRow, longest: number): void {
  const scale = devicePixelRatio;
  const { clientWidth: width, clientHeight: height } = canvas;
  [canvas.width, canvas.height] = [Math.round(width * scale), Math.round(height * scale)];
  const context = canvas.getContext("2d")!;
  context.scale(scale, scale);
  const colors = new Map<TaskKind, string>();
  const colorOf = (kind: TaskKind): string => {
    const known = colors.get(kind) ?? cssColor(`--kind-${kind}`);
    colors.set(kind, known);
    return known;
  };
  const [idle, onBar] = [cssColor("--idle"), cssColor("--on-bar")];
  context.font = "11px system-ui, sans-serif";
  context.textAlign = "center";
  context.textBaseline = "middle";
  tasks.forEach((own, stage) => {
    const y = stage * (laneHeight + gap);
    context.fillStyle = idle;
    context.fillRect(0, y, width, laneHeight);
    for (const { task, startSeconds, endSeconds } of own) {
      const x = (startSeconds / longest) * width;
      const pixels = ((endSeconds - startSeconds) / longest) * width;
      context.fillStyle = colorOf(task.kind);
      context.fillRect(x, y, Math.max(0.5, pixels - (pixels > minGap ? 1 : 0)), laneHeight);
      if (pixels < minLabel || task.kind === "update") continue;
      context.fillStyle = onBar;
      context.fillText(`${task.microbatch}`, x + pixels / 2, y + laneHeight / 2 + 0.5);
    }
  });
}

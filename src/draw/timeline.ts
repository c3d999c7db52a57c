/**
 * @file A timeline as SVG: one lane per device, one bar per piece of work. Measured and predicted runs are drawn by the same code from
 * the same kind of events.
 */

/** A piece of work on one device. */
export interface TimelineBar {
  readonly device: number;
  readonly name: string;
  readonly kind: "compute" | "update" | "communication";
  readonly startSeconds: number;
  readonly endSeconds: number;
}

const colors: Readonly<Record<TimelineBar["kind"], string>> = {
  compute: "#3b76c0",
  update: "#3d9a6a",
  communication: "#e08a2e",
};

const width = 960;
const laneHeight = 26;
const left = 76;
const right = 16;
const top = 44;

/**
 * @param title  one line above the lanes
 * @returns a self-contained SVG document; bars carry their name and length as tooltips
 */
export function drawTimeline(bars: readonly TimelineBar[], title: string): string {
  const devices = [...new Set(bars.map(({ device }) => device))].sort((a, b) => a - b);
  const start = Math.min(...bars.map((bar) => bar.startSeconds));
  const end = Math.max(...bars.map((bar) => bar.endSeconds));
  const scale = (width - left - right) / (end - start || 1);
  const x = (seconds: number): string => (left + (seconds - start) * scale).toFixed(2);
  const height = top + devices.length * laneHeight + 34;
  const out = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="system-ui, sans-serif" font-size="12">`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    `<text x="12" y="22" font-size="14" fill="#222">${escapeXml(title)}</text>`,
  ];
  let legend = width - right;
  for (const [kind, color] of Object.entries(colors).reverse()) {
    legend -= 14 + 7 * kind.length + 12;
    out.push(`<rect x="${legend}" y="12" width="11" height="11" fill="${color}"/>`);
    out.push(`<text x="${legend + 15}" y="22" fill="#444">${kind}</text>`);
  }
  devices.forEach((device, lane) => {
    const y = top + lane * laneHeight;
    out.push(`<text x="12" y="${y + 16}" fill="#444">device ${device}</text>`);
    out.push(`<rect x="${left}" y="${y}" width="${width - left - right}" height="${laneHeight - 6}" fill="#f1f3f5"/>`);
  });
  for (const bar of bars) {
    const y = top + devices.indexOf(bar.device) * laneHeight;
    const length = Math.max(0.4, (bar.endSeconds - bar.startSeconds) * scale).toFixed(2);
    const tip = `${bar.name}, ${((bar.endSeconds - bar.startSeconds) * 1e3).toPrecision(3)} ms`;
    out.push(
      `<rect x="${x(bar.startSeconds)}" y="${y}" width="${length}" height="${laneHeight - 6}" fill="${colors[bar.kind]}"><title>${escapeXml(tip)}</title></rect>`,
    );
  }
  const axis = top + devices.length * laneHeight + 6;
  for (const tick of ticks(end - start)) {
    const at = x(start + tick);
    out.push(`<line x1="${at}" x2="${at}" y1="${top}" y2="${axis}" stroke="#c8ccd0" stroke-width="0.5"/>`);
    out.push(
      `<text x="${at}" y="${axis + 14}" fill="#666" text-anchor="middle">${+(tick * 1e3).toPrecision(6)} ms</text>`,
    );
  }
  out.push("</svg>");
  return `${out.join("\n")}\n`;
}

/** Round positions from 0 to `seconds`, four to nine of them. */
function ticks(seconds: number): number[] {
  const magnitude = 10 ** Math.floor(Math.log10(seconds / 4 || 1));
  const step = [1, 2, 5, 10].map((n) => n * magnitude).find((n) => seconds / n <= 9)!;
  return Array.from({ length: Math.floor(seconds / step) + 1 }, (_, i) => i * step);
}

const escapeXml = (text: string): string => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");

/**
 * @file The colors of pictures by role, light and dark. Pictures name roles as CSS classes; the sheet of a theme gives
 * them colors. Hues stay apart for people who do not tell red from green, and no picture uses color alone.
 */

/** `auto` follows the reader's system. */
export const themes = ["auto", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

/** [light, dark] of each role. */
const roles = {
  paper: ["#ffffff", "#15181c"],
  panel: ["#f7f8fa", "#1d2126"],
  ink: ["#1f2328", "#e6e9ec"],
  muted: ["#57606a", "#a3acb5"],
  line: ["#c8ccd0", "#454c54"],
  idle: ["#e9ebee", "#2a2f36"],
  hatch: ["#c9ced4", "#434a52"],
  /** Text on a bar of a saturated color, and on a pale one. */
  onBar: ["#ffffff", "#ffffff"],
  onPale: ["#1f2328", "#1f2328"],
  blue: ["#4a7fc1", "#4a7fc1"],
  green: ["#2f8f6b", "#2f8f6b"],
  lime: ["#9cc46a", "#8fb65e"],
  violet: ["#8763b0", "#9674bf"],
  orange: ["#d97b1f", "#d8812c"],
  red: ["#c0392b", "#d9594c"],
  teal: ["#3a959b", "#3f9aa0"],
  olive: ["#8a7b2c", "#a3933f"],
  slate: ["#6b7a8f", "#7d8ca1"],
  pink: ["#b0628f", "#bd719d"],
} as const satisfies Record<string, readonly [light: string, dark: string]>;

export type Color = keyof typeof roles;

/** Colors of things without an order of their own, such as stages. */
export const series: readonly Color[] = [
  ...(["blue", "green", "orange", "violet", "red", "teal", "olive", "slate", "pink", "lime"] as const),
];
export const seriesColor = (index: number): Color => series[index % series.length];

const rules = (index: 0 | 1): string =>
  Object.entries(roles)
    .map(([name, colors]) => `.f-${name}{fill:${colors[index]}}.s-${name}{stroke:${colors[index]}}`)
    .join("");

/** The style sheet of a picture. Only a picture of theme `auto` needs a reader that knows media queries. */
export function themeSheet(theme: Theme): string {
  if (theme !== "auto") return rules(theme === "light" ? 0 : 1);
  return `${rules(0)}@media (prefers-color-scheme:dark){${rules(1)}}`;
}

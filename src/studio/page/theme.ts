/** @file Light and dark: as the system has it, unless the user chose one. */
import { signal } from "@preact/signals";
import { readStored, store } from "./stored.ts";

export type Theme = "system" | "light" | "dark";
const themes: readonly Theme[] = ["system", "light", "dark"];
const storageKey = "alpa-studio-theme";

export const theme = signal<Theme>(stored());
/** Changes whenever colours do, so that canvases draw again. */
export const colorVersion = signal(0);

function stored(): Theme {
  const value = readStored(storageKey) as Theme | undefined;
  return value && themes.includes(value) ? value : "system";
}

export function applyTheme(): void {
  document.documentElement.dataset.theme = theme.value;
  colorVersion.value++;
}

export function nextTheme(): void {
  theme.value = themes[(themes.indexOf(theme.value) + 1) % themes.length];
  store(storageKey, theme.value);
  applyTheme();
}

matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
  colorVersion.value++;
});

/** The value of a CSS variable, such as `--ink`. */
export const cssColor = (variable: string): string => {
  const probe = document.createElement("span");
  probe.style.color = `var(${variable})`;
  document.body.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
};

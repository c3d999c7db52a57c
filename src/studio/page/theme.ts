/** @file Light and dark: as the system has it, unless the user chose one. */
import { signal } from "@preact/signals";

export type Theme = "system" | "light" | "dark";
const themes: readonly Theme[] = ["system", "light", "dark"];
const storageKey = "alpa-studio-theme";

export const theme = signal<Theme>(stored());
/** Changes whenever colours do, so that canvases draw again. */
export const colorVersion = signal(0);

function stored(): Theme {
  try {
    const value = localStorage.getItem(storageKey) as Theme | null;
    return value && themes.includes(value) ? value : "system";
  } catch {
    return "system"; // Storage is off; the choice then lasts until the page closes.
  }
}

export function applyTheme(): void {
  document.documentElement.dataset.theme = theme.value;
  colorVersion.value++;
}

export function nextTheme(): void {
  theme.value = themes[(themes.indexOf(theme.value) + 1) % themes.length];
  try {
    localStorage.setItem(storageKey, theme.value);
  } catch {
    // Storage is off.
  }
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

/** @file The button that changes between the system's colours, light and dark. */
import { nextTheme, theme } from "./theme.ts";

export function ThemeButton() {
  const text = `Colours: ${theme.value}`;
  return (
    <button type="button" class="quiet" onClick={nextTheme} aria-label={text} title={text}>
      {theme.value === "system" ? "◐" : theme.value === "light" ? "○" : "●"}
    </button>
  );
}

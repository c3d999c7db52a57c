/** @file Single-key shortcuts for the page's buttons. They do nothing in text fields, and can be switched off. */
import { signal } from "@preact/signals";
import type { View } from "../link.ts";
import { selectedOp, view } from "./store.ts";
import { readStored, store } from "./stored.ts";

const storageKey = "alpa-studio-keys";

/** Whether single keys do anything. */
export const areKeysOn = signal(readStored(storageKey) !== "off");
export const isKeyListOpen = signal(false);

export function switchKeys(isOn: boolean): void {
  areKeysOn.value = isOn;
  store(storageKey, isOn ? "on" : "off");
}

/** The view of each letter after `g`. */
const viewKeys: Readonly<Record<string, View>> = {
  p: "plan",
  t: "timeline",
  m: "memory",
  h: "sharding",
  o: "ops",
  s: "search",
  c: "compare",
  w: "sweep",
  l: "lab",
};

/** The keys and what they do, for the list. */
export const keyTexts: readonly (readonly [keys: string, does: string])[] = [
  [
    "g, then a letter",
    `view: ${Object.entries(viewKeys)
      .map(([key, name]) => `${key} ${name}`)
      .join(", ")}`,
  ],
  ["/", "find an op or a parameter"],
  ["j, k", "next, previous op"],
  ["Enter or y", "why the op is split as it is"],
  ["p", "pin the first other split, and plan again"],
  ["Esc", "leave the field, or close the op"],
  ["w s, a d, [ ], f", "on the timeline: zoom, move, step from bar to bar, fit"],
  ["?", "this list"],
];

const isText = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  target.matches("input:not([type=range], [type=radio], [type=checkbox]), select, textarea");

/** Moves the focus among the ops of the view. */
function focusOp(by: 1 | -1): void {
  const ops = [...document.querySelectorAll<HTMLElement>("#view .link")];
  const at = ops.indexOf(document.activeElement as HTMLElement);
  ops[at < 0 ? 0 : Math.max(0, Math.min(ops.length - 1, at + by))]?.focus();
}

const actions: Readonly<Record<string, () => void>> = {
  "/": () => {
    if (view.value !== "sharding") view.value = "ops";
    // The view is drawn after this turn.
    requestAnimationFrame(() => document.querySelector<HTMLElement>("#view [type=search]")?.focus());
  },
  j: () => focusOp(1),
  k: () => focusOp(-1),
  y: () => (document.activeElement as HTMLElement | null)?.closest<HTMLElement>("#view .link")?.click(),
  p: () => document.querySelector<HTMLElement>(".why .small")?.click(),
  Escape: () => {
    isKeyListOpen.value = false;
    selectedOp.value = "";
  },
  "?": () => {
    isKeyListOpen.value = !isKeyListOpen.value;
  },
};

export function followKeys(): void {
  let isAfterG = false;
  addEventListener("keydown", (event) => {
    const { key, target } = event;
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (isText(target)) {
      if (key === "Escape") (target as HTMLElement).blur();
      return;
    }
    if (!areKeysOn.value && key !== "Escape") return;
    const chosen = isAfterG ? viewKeys[key] : undefined;
    isAfterG = key === "g" && !isAfterG;
    if (chosen) view.value = chosen;
    else if (!isAfterG && actions[key]) actions[key]();
    else return;
    event.preventDefault();
  });
}

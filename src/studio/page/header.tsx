/** @file The top bar: name, link, theme. */
import { useState } from "preact/hooks";
import { commandOf } from "../command.ts";
import { linkOf } from "../link.ts";
import { isKeyListOpen } from "./keys.ts";
import { linkState, question } from "./store.ts";
import { ThemeButton } from "./theme-button.tsx";

export function Header() {
  return (
    <header class="top">
      <a class="brand" href="." aria-label="alpa studio, first question">
        <img src="icon.svg" alt="" width="22" height="22" />
        <h1>alpa studio</h1>
      </a>
      <span class="spacer" />
      <CopyButton label="Command" text={() => commandOf(question.value)} />
      <CopyButton label="Link" text={linkText} />
      <button
        type="button"
        class="quiet wide"
        aria-label="Keys"
        title="Keys (?)"
        onClick={() => {
          isKeyListOpen.value = true;
        }}
      >
        ?
      </button>
      <ThemeButton />
    </header>
  );
}

const linkText = (): string => location.href.replace(/#.*/, "") + linkOf(linkState());

/** Milliseconds for which a button says that it has copied. */
const saidMs = 1500;

function CopyButton({ label, text }: { readonly label: string; readonly text: () => string }) {
  const [said, say] = useState<string | undefined>(undefined);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text());
      say("Copied");
    } catch {
      say("Not allowed here");
    }
    setTimeout(() => say(undefined), saidMs);
  };
  return (
    <button type="button" class="quiet" onClick={copy} title={`Copy ${text()}`}>
      {said ?? `Copy ${label.toLowerCase()}`}
    </button>
  );
}

/** @file A button that copies a text to the clipboard, and says so. */
import { useState } from "preact/hooks";

/** Milliseconds for which a button says that it has copied. */
const saidMs = 1500;

interface CopyProps {
  readonly label: string;
  readonly text: () => string | Promise<string>;
  readonly title: string;
  /** True for a button that narrow pages leave out. */
  readonly isWide?: boolean;
  /** True for a button that stands beside others with a frame. */
  readonly isFramed?: boolean;
}

export function CopyButton({ label, text, title, isWide, isFramed }: CopyProps) {
  const [said, say] = useState<string | undefined>(undefined);
  const copy = async () => {
    try {
      const copied = await text();
      await navigator.clipboard.writeText(copied).then(
        () => say("Copied"),
        () => say("Not allowed here"),
      );
    } catch (error) {
      say((error as Error).message);
    }
    setTimeout(() => say(undefined), saidMs);
  };
  return (
    <button
      type="button"
      class={[isFramed ? "" : "quiet", isWide ? "wide" : ""].join(" ").trim()}
      onClick={copy}
      title={`Copy ${title}`}
    >
      {said ?? `Copy ${label.toLowerCase()}`}
    </button>
  );
}

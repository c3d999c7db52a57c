/** @file The top bar: name, link, theme. */
import { commandOf } from "../command.ts";
import { type LinkState, linkOf } from "../link.ts";
import { CopyButton } from "./copy-button.tsx";
import { isKeyListOpen } from "./keys.ts";
import { savePlan, withOwnPlan } from "./plan-files.ts";
import { answered, linkState, question } from "./store.ts";
import { ThemeButton } from "./theme-button.tsx";

export function Header() {
  return (
    <header class="top">
      <a class="brand" href="." aria-label="alpa studio, first question">
        <img src="icon.svg" alt="" width="22" height="22" />
        <h1>alpa studio</h1>
      </a>
      <span class="spacer" />
      <CopyButton label="Command" text={() => commandOf(question.value)} title={commandOf(question.value)} />
      <CopyButton label="Link" text={linkText} title={linkText()} />
      {answered.value && <CopyButton label="Plan link" text={planLink} title={planLinkTitle} isWide={true} />}
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

const linkTo = (state: LinkState): string => location.href.replace(/#.*/, "") + linkOf(state);
const linkText = (): string => linkTo(linkState());

const planLinkTitle = "a link with this plan inside, which opens without a search";

/** The link with the plan; where it is too long for one, the plan is saved as a file. */
async function planLink(): Promise<string> {
  const asked = await withOwnPlan();
  if (asked) return linkTo({ ...linkState(), question: asked, plan: asked.planFile!.packed! });
  await savePlan();
  throw new Error("Too long: saved as a file");
}

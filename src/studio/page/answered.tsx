/** @file The answer: verdict, tabs and the view that is chosen. */
import type { ComponentType } from "preact";
import { type View, views } from "../link.ts";
import { CompareView } from "./compare-view.tsx";
import { LabView } from "./lab-view.tsx";
import { MemoryView } from "./memory-view.tsx";
import { OpsView } from "./ops-view.tsx";
import { PlanView } from "./plan-view.tsx";
import { SaveView } from "./save-view.tsx";
import { SearchView } from "./search-view.tsx";
import { ShardingView } from "./sharding-view.tsx";
import { answer, failure, view } from "./store.ts";
import { SweepView } from "./sweep-view.tsx";
import { TimelineView } from "./timeline-view.tsx";
import { Verdict } from "./verdict.tsx";
import type { ViewProps } from "./view-props.ts";

interface Tab {
  readonly title: string;
  readonly component: ComponentType<ViewProps>;
  /** True for a view that needs no answer, so that it is there before the first one. */
  readonly isFree?: boolean;
}

const tabs: Readonly<Record<View, Tab>> = {
  plan: { title: "Plan", component: PlanView },
  timeline: { title: "Timeline", component: TimelineView },
  memory: { title: "Memory", component: MemoryView },
  sharding: { title: "Sharding", component: ShardingView },
  ops: { title: "Ops", component: OpsView },
  search: { title: "Search", component: SearchView, isFree: true },
  compare: { title: "Compare", component: CompareView },
  sweep: { title: "Sweep", component: SweepView, isFree: true },
  lab: { title: "Schedule lab", component: LabView, isFree: true },
};

/** The views of a file, which has no planner to ask. */
const fileViews = views.filter((each) => !["search", "compare", "sweep"].includes(each));

/** @param isStale  whether the answer is to another question than the one that stands in the form */
export function Answered({ canAsk, isStale }: ViewProps & { readonly isStale: boolean }) {
  const { component: Shown, isFree } = tabs[view.value];
  const shown = canAsk ? views : fileViews;
  return (
    <>
      <div class={isStale ? "answer stale" : "answer"}>
        <Verdict />
      </div>
      <select
        class="tab-choice"
        aria-label="View"
        value={view.value}
        onChange={(event) => {
          view.value = event.currentTarget.value as View;
        }}
      >
        {shown.map((each) => (
          <option key={each} value={each} selected={each === view.value}>
            {tabs[each].title}
          </option>
        ))}
      </select>
      <div class="tabs" role="tablist" aria-label="Views" onKeyDown={moveByKey}>
        {shown.map((each) => (
          <button
            key={each}
            type="button"
            role="tab"
            id={`tab-${each}`}
            aria-selected={view.value === each}
            aria-controls="view"
            tabIndex={view.value === each ? 0 : -1}
            onClick={() => {
              view.value = each;
            }}
          >
            {tabs[each].title}
          </button>
        ))}
      </div>
      <section
        id="view"
        class={isStale && !isFree ? "answer stale" : "answer"}
        role="tabpanel"
        aria-label={tabs[view.value].title}
      >
        {isFree || answer.value ? <Shown canAsk={canAsk} /> : !failure.value && <Empty />}
      </section>
      {answer.value && <SaveView />}
    </>
  );
}

/** Arrow keys choose the neighbouring tab, as in other tab lists. */
function moveByKey(event: KeyboardEvent): void {
  const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
  if (by === 0) return;
  event.preventDefault();
  view.value = views[(views.indexOf(view.value) + by + views.length) % views.length];
  document.getElementById(`tab-${view.value}`)?.focus();
}

const Empty = () => (
  <div class="empty" aria-hidden="true">
    <div />
    <div />
    <div />
  </div>
);

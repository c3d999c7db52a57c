/** @file The answer: verdict, tabs and the view that is chosen. */
import type { ComponentType } from "preact";
import { type View, views } from "../link.ts";
import { CompareView } from "./compare-view.tsx";
import { MemoryView } from "./memory-view.tsx";
import { OpsView } from "./ops-view.tsx";
import { PlanView } from "./plan-view.tsx";
import { ShardingView } from "./sharding-view.tsx";
import { answer, view } from "./store.ts";
import { TimelineView } from "./timeline-view.tsx";
import { Verdict } from "./verdict.tsx";
import type { ViewProps } from "./view-props.ts";

const tabs: Readonly<Record<View, { readonly title: string; readonly component: ComponentType<ViewProps> }>> = {
  plan: { title: "Plan", component: PlanView },
  timeline: { title: "Timeline", component: TimelineView },
  memory: { title: "Memory", component: MemoryView },
  sharding: { title: "Sharding", component: ShardingView },
  ops: { title: "Ops", component: OpsView },
  compare: { title: "Compare", component: CompareView },
};

/** The views of a file, which has no planner to compare with. */
const fileViews = views.filter((each) => each !== "compare");

export function Answered({ canAsk }: ViewProps) {
  const { component: Shown } = tabs[view.value];
  return (
    <>
      <Verdict />
      <div class="tabs" role="tablist" aria-label="Views" onKeyDown={moveByKey}>
        {(canAsk ? views : fileViews).map((each) => (
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
      <section id="view" role="tabpanel" aria-labelledby={`tab-${view.value}`}>
        {answer.value ? <Shown canAsk={canAsk} /> : <Empty />}
      </section>
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

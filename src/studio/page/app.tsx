/** @file The page: header, question, verdict, and the views of the answer. */
import type { ComponentType } from "preact";
import { type View, views } from "../link.ts";
import { Header } from "./header.tsx";
import { MemoryView } from "./memory-view.tsx";
import { OpsView } from "./ops-view.tsx";
import { PlanView } from "./plan-view.tsx";
import { QuestionForm } from "./question-form.tsx";
import { ShardingView } from "./sharding-view.tsx";
import { StatusLine } from "./status-line.tsx";
import { answer, answered, failure, mistakes, question, view } from "./store.ts";
import { TimelineView } from "./timeline-view.tsx";
import { Verdict } from "./verdict.tsx";

const tabs: Readonly<Record<View, { readonly title: string; readonly component: ComponentType }>> = {
  plan: { title: "Plan", component: PlanView },
  timeline: { title: "Timeline", component: TimelineView },
  memory: { title: "Memory", component: MemoryView },
  sharding: { title: "Sharding", component: ShardingView },
  ops: { title: "Ops", component: OpsView },
};

export function App() {
  const isStale = answered.value !== question.value;
  const { component: Shown } = tabs[view.value];
  return (
    <>
      <Header />
      <div class="page">
        <QuestionForm />
        <main>
          <StatusLine />
          {mistakes.value.map((text) => (
            <p key={text} class="note" role="status">
              {text}
            </p>
          ))}
          {failure.value && <Failed />}
          <div class={isStale ? "answer stale" : "answer"}>
            <Verdict />
            <div class="tabs" role="tablist" aria-label="Views">
              {views.map((each) => (
                <button
                  key={each}
                  type="button"
                  role="tab"
                  id={`tab-${each}`}
                  aria-selected={view.value === each}
                  aria-controls="view"
                  onClick={() => {
                    view.value = each;
                  }}
                >
                  {tabs[each].title}
                </button>
              ))}
            </div>
            <section id="view" role="tabpanel" aria-labelledby={`tab-${view.value}`}>
              {answer.value ? <Shown /> : <Empty />}
            </section>
          </div>
        </main>
      </div>
    </>
  );
}

function Failed() {
  const { where, message } = failure.value!;
  return (
    <div class="failure" role="alert">
      <strong>No plan{where ? ` (${where})` : ""}</strong>
      <p>{message}</p>
    </div>
  );
}

const Empty = () => (
  <div class="empty" aria-hidden="true">
    <div />
    <div />
    <div />
  </div>
);

/** @file The page of a report file: the views of one answer, without a planner. */
import { render } from "preact";
import { fromArrayJson } from "../array-json.ts";
import { dataId, type Report } from "../html-report.ts";
import { Answered } from "./answered.tsx";
import { followPageWidth } from "./chart-size.ts";
import { ops } from "./details.ts";
import { answer, picture, status, view } from "./store.ts";
import { applyTheme } from "./theme.ts";
import { ThemeButton } from "./theme-button.tsx";

const report = fromArrayJson<Report>(document.getElementById(dataId)!.textContent!);
answer.value = report.answer;
picture.value = report.picture;
ops.value = report.ops;
view.value = "plan";
status.value = { kind: "answered", seconds: 0, wasStopped: false };

applyTheme();
followPageWidth();
render(
  <>
    <header class="top">
      <h1 class="report-title">{report.title}</h1>
      <span class="spacer" />
      <ThemeButton />
    </header>
    <main class="report">
      <Answered canAsk={false} isStale={false} />
    </main>
  </>,
  document.getElementById("app")!,
);

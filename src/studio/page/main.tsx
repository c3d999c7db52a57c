/** @file Starts the studio's page. */
import { render } from "preact";
import { App } from "./app.tsx";
import { followComparison } from "./comparison.ts";
import { followDetails } from "./details.ts";
import { followPlanFiles } from "./plan-files.ts";
import { followQuestion } from "./planner.ts";
import { followLink } from "./store.ts";
import { applyTheme } from "./theme.ts";

applyTheme();
followLink();
followDetails();
followPlanFiles();
followComparison();
followQuestion();
render(<App />, document.getElementById("app")!);

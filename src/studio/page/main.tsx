/** @file Starts the studio's page. */
import { render } from "preact";
import { App } from "./app.tsx";
import { followChanges } from "./changes.tsx";
import { followPageWidth } from "./chart-size.ts";
import { followDetails } from "./details.ts";
import { followKeys } from "./keys.ts";
import { followPlanFiles } from "./plan-files.ts";
import { followQuestion } from "./planner.ts";
import { followRemedies } from "./remedies.tsx";
import { followRowLists } from "./row-lists.ts";
import { followLink, followSession, readFiles } from "./store.ts";
import { applyTheme } from "./theme.ts";
import { readyWorker } from "./worker-client.ts";

applyTheme();
readyWorker();
followPageWidth();
await readFiles();
followLink();
followDetails();
followChanges();
followPlanFiles();
followRowLists();
followRemedies();
followSession();
followQuestion();
followKeys();
render(<App />, document.getElementById("app")!);

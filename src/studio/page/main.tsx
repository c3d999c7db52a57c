/** @file Starts the studio's page. */
import { render } from "preact";
import { App } from "./app.tsx";

import { followDetails } from "./details.ts";
import { followKeys } from "./keys.ts";
import { followPlanFiles } from "./plan-files.ts";
import { followQuestion } from "./planner.ts";
import { followRowLists } from "./row-lists.ts";
import { followLink } from "./store.ts";
import { applyTheme } from "./theme.ts";

applyTheme();
followLink();
followDetails();
followPlanFiles();
followRowLists();
followQuestion();
followKeys();
render(<App />, document.getElementById("app")!);

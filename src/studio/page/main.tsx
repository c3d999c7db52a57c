/** @file Starts the studio's page. */
import { render } from "preact";
import { App } from "./app.tsx";
import { followQuestion } from "./planner.ts";
import { followLink } from "./store.ts";
import { applyTheme } from "./theme.ts";

applyTheme();
followLink();
followQuestion();
render(<App />, document.getElementById("app")!);

#!/usr/bin/env node
// Starts the `alpa` command line: from source in a checkout, from dist/ in the published package.
import { existsSync } from "node:fs";
import * as nodeModule from "node:module";
import { register } from "tsx/esm/api";
import * as userModules from "./user-modules.mjs";

register(); // users' own .ts training steps, the examples, and our sources in a checkout
if (nodeModule.registerHooks) nodeModule.registerHooks(userModules);
else nodeModule.register("./user-modules.mjs", import.meta.url);
const source = new URL("../src/cli/main.ts", import.meta.url);
const built = new URL("../dist/esm/cli/main.js", import.meta.url);
const { main, watchStreams } = await import((existsSync(source) ? source : built).href);
watchStreams();
process.exitCode = await main(process.argv.slice(2));

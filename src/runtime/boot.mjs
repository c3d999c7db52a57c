/** @file Starts a worker whose entry module is TypeScript source: registers tsx, then imports the entry. */
import { workerData } from "node:worker_threads";
import { register } from "tsx/esm/api";

register();
await import(workerData.entry);

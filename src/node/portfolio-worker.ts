/** @file A worker thread of {@link file://./portfolio.ts}: one search, one answer. */
import { parentPort, workerData } from "node:worker_threads";
import { type MemberJob, solveAsMember } from "./solver-portfolio.ts";

parentPort!.postMessage(solveAsMember(workerData as MemberJob));

/** @file Worker thread of {@link file://./solver-portfolio.ts}: runs one search and posts one answer. */
import { parentPort, workerData } from "node:worker_threads";
import { type MemberJob, solveAsMember } from "./solver-portfolio.ts";

parentPort!.postMessage(solveAsMember(workerData as MemberJob));

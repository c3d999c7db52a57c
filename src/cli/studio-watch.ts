/** @file Traces the studio's model again whenever its file is saved. */
import { execFile } from "node:child_process";
import { unwatchFile, watchFile } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { ModelFile } from "../studio/question.ts";
import { packageRoot } from "./package-info.ts";

/** A model as the page gets it, and why the file as it is now is none. */
export type SessionModel = Omit<ModelFile, "number"> & { readonly reason?: string };

/** Milliseconds between two looks at the file. */
const lookMs = 300;
const maxTextBytes = 1 << 28;

/**
 * Calls `onModel` with the model of a file after each change. The file is traced in a process of its own, since modules
 * are loaded once. Of a file with a mistake the model is the last one that had none.
 * @param path  of a file, not of a shipped example
 * @returns ends the watch
 */
export function watchModel(
  path: string,
  batch: number | undefined,
  first: SessionModel,
  onModel: (model: SessionModel) => void,
): () => void {
  let [model, latest] = [first, 0];
  const follow = async (): Promise<void> => {
    const own = ++latest;
    const next = await traceAgain(path, batch).catch(
      ({ stderr = "", message }: Error & { readonly stderr?: string }): SessionModel => ({
        ...model,
        reason: `not traced again: ${stderr.trim() || message}`,
      }),
    );
    // A later change is traced already.
    if (own !== latest) return;
    if (next.reason === undefined) model = next;
    onModel(next);
  };
  watchFile(path, { interval: lookMs }, (now, before) => {
    if (now.mtimeMs !== before.mtimeMs && now.size > 0) void follow();
  });
  return () => unwatchFile(path);
}

async function traceAgain(path: string, batch: number | undefined): Promise<SessionModel> {
  const bin = fileURLToPath(new URL("bin/alpa.mjs", packageRoot()));
  const args = [bin, "studio", path, ...(batch === undefined ? [] : ["--batch", `${batch}`]), "--print-model"];
  const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: maxTextBytes });
  return JSON.parse(stdout) as SessionModel;
}

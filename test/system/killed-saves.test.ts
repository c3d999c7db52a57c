/**
 * @file kill -9 of a process that saves all the time, at random instants: every checkpoint stays readable and has the
 * numbers of its step, the next process goes on from the newest, and nothing else is left. ALPA_KILLS sets the number
 * of kills, ALPA_CHECKPOINT_SEED draws other instants.
 */
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { seededRandom } from "../../src/base/random.ts";
import { listCheckpoints } from "../../src/checkpoint/folders.ts";
import { runnableModule } from "../../src/node/spawn.ts";
import { checkSaved } from "../support/saved-values.ts";

const scratch = mkdtempSync(join(tmpdir(), "alpa-killed-saves-"));
afterAll(() => rmSync(scratch, { recursive: true }));
const numKills = Number(process.env.ALPA_KILLS ?? 20);
const script = fileURLToPath(runnableModule(new URL("../support/saving-process.ts", import.meta.url).href));

const sleep = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Starts the process and kills it after a random time, which begins at its start or at one of its first saves. */
async function killOnce(dir: string, waitsFor: number, milliseconds: number): Promise<void> {
  const env = { ...process.env, TMPDIR: join(scratch, "temporary") };
  const child = spawn(process.execPath, [script, dir], { stdio: ["ignore", "pipe", "pipe"], env });
  let error = "";
  child.stderr.on("data", (chunk) => {
    error += chunk;
  });
  let numSaves = 0;
  const ended = new Promise<string | null>((resolve) => child.on("close", (_, signal) => resolve(signal)));
  await new Promise<void>((resolve) => {
    if (waitsFor === 0) resolve();
    child.stdout.on("data", (chunk: Buffer) => {
      numSaves += chunk.length;
      if (numSaves >= waitsFor) resolve();
    });
    child.on("close", () => resolve());
  });
  await sleep(milliseconds);
  child.kill("SIGKILL");
  expect(await ended, error).toBe("SIGKILL");
}

test("no kill leaves an unreadable checkpoint or another file", { timeout: 60_000 + 10_000 * numKills }, async () => {
  const dir = join(scratch, "saved");
  const random = seededRandom(Number(process.env.ALPA_CHECKPOINT_SEED ?? 1));
  let [last, numChecked, numInterrupted] = [0, 0, 0];
  for (let kill = 0; kill < numKills; kill++) {
    await killOnce(dir, random.int(4), 20 * random.next());
    const steps = listCheckpoints(dir).map(({ path }) => checkSaved(path));
    numChecked += steps.length;
    expect(steps.at(-1) ?? 0).toBeGreaterThanOrEqual(last);
    last = steps.at(-1) ?? 0;
    // Three are kept; a fourth may be written and not yet pruned. At most one save was interrupted.
    expect(steps.length).toBeLessThanOrEqual(4);
    // The first kill may come before there is a folder.
    const others = existsSync(dir) ? readdirSync(dir).filter((name) => !name.startsWith("step-")) : [];
    expect(others.length, others.join()).toBeLessThanOrEqual(1);
    if (others.length > 0) numInterrupted++;
  }
  await killOnce(dir, 2, 0);
  expect(readdirSync(scratch)).toEqual(["saved"]);
  process.stdout.write(
    `${numKills} kills, ${numInterrupted} in the middle of a save; ${numChecked} checkpoints read after them, ${last} steps saved\n`,
  );
});

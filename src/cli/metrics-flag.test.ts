/** @file `alpa run --metrics`, `--on-nan` and `--patience`. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { alpa } from "../../test/support/command-line.ts";
import { crc32c } from "../metrics/tensorboard-file.ts";

const folder = mkdtempSync(join(tmpdir(), "alpa-metrics-"));
afterAll(() => rmSync(folder, { recursive: true }));
const fileOf = (name: string): string => join(folder, name);

const small = fileURLToPath(new URL("../../test/support/small-example.ts", import.meta.url));
const train = (...flags: string[]) => alpa("run", small, "--batch", "8", "--devices", "2", "--json", ...flags);
const lines = (path: string): string[] => readFileSync(path, "utf8").trimEnd().split("\n");

test("--metrics has a line per step; a resumed run continues the file", async () => {
  const [json, csv, dir] = [fileOf("m.jsonl"), fileOf("m.csv"), fileOf("saved")];
  const { out } = await train("--steps", "5", "--metrics", json, "--checkpoint", dir, "--checkpoint-every", "3");
  const { losses } = JSON.parse(out);
  const steps = lines(json).map((line) => JSON.parse(line));
  expect(steps.map(({ step }) => step)).toEqual([1, 2, 3, 4, 5]);
  expect(steps.map(({ loss }) => loss)).toEqual(losses);
  for (const { seconds, examplesPerSecond } of steps) expect(seconds * examplesPerSecond).toBeCloseTo(8);
  const resume = ["--resume", join(dir, "step-00000003"), "--steps", "6"];
  const again = await train(...resume, "--metrics", json);
  const all = lines(json).map((line) => JSON.parse(line));
  expect(all.map(({ step }) => step)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(all.map(({ loss }) => loss)).toEqual([...losses.slice(0, 3), ...JSON.parse(again.out).losses]);
  await train(...resume, "--metrics", csv);
  expect(lines(csv)[0]).toBe("step,loss,seconds,examplesPerSecond");
  expect(
    lines(csv)
      .slice(1)
      .map((line) => line.split(",")[0]),
  ).toEqual(["4", "5", "6"]);
});

test("an example that names its schedule has the learning rate of every step, also after a resumption", async () => {
  const scheduled = fileURLToPath(new URL("../../test/support/scheduled-example.ts", import.meta.url));
  const [json, csv, dir] = [fileOf("rate.jsonl"), fileOf("rate.csv"), fileOf("rate")];
  const run = (...flags: string[]) => alpa("run", scheduled, "--batch", "8", "--devices", "1", ...flags);
  const { err } = await run("--steps", "4", "--metrics", json, "--checkpoint", dir);
  expect(err).toContain("step 4/4");
  expect(err).toContain("learning rate 0.100");
  await run("--steps", "8", "--metrics", json, "--resume", dir);
  // [float(optax.warmup_cosine_decay_schedule(0.0, 0.1, 3, 8)(i)) for i in range(8)]
  const rates = [0, 0.03333334, 0.06666667, 0.1, 0.09045085, 0.06545085, 0.03454915, 0.00954915];
  const found = lines(json).map((line) => JSON.parse(line).learningRate as number);
  expect(found).toHaveLength(8);
  found.forEach((rate, i) => {
    expect(rate).toBeCloseTo(rates[i], 6);
  });
  await run("--steps", "2", "--metrics", csv);
  expect(lines(csv)[0]).toBe("step,loss,seconds,examplesPerSecond,learningRate");
  expect(Number(lines(csv)[2].split(",")[4])).toBeCloseTo(rates[1], 6);
});

test("--on-nan stop ends at the step whose loss is no number, and saves no such state", async () => {
  const diverging = fileURLToPath(new URL("../../test/support/diverging-example.ts", import.meta.url));
  const dir = fileOf("nan");
  const args = ["run", diverging, "--devices", "1", "--json", "--checkpoint", dir, "--checkpoint-every", "1"];
  const stopped = await alpa(...args, "--on-nan", "stop");
  expect(stopped.code, stopped.err).toBe(1);
  const { losses, error, checkpoints } = JSON.parse(stopped.out);
  expect(losses).toHaveLength(3);
  expect(error).toMatchObject({ code: "not-finite", where: "step 3" });
  expect(checkpoints.map((each: { step: number }) => each.step)).toEqual([1, 2]);
  expect(stopped.err).toContain("step 3 is not saved, since its loss is Infinity; the checkpoints before are intact");
  const warned = await alpa("run", diverging, "--devices", "1", "--json");
  expect(JSON.parse(warned.out).losses).toHaveLength(9);
});

test("--on-nan skip leaves out the updates of such steps; the run fails if it ends with one", async () => {
  const [badBatch, diverging] = ["bad-batch", "diverging"].map((name) =>
    fileURLToPath(new URL(`../../test/support/${name}-example.ts`, import.meta.url)),
  );
  const dir = fileOf("skipped");
  const args = ["run", badBatch, "--devices", "2", "--json", "--on-nan", "skip", "--checkpoint", dir];
  const { code, out, err } = await alpa(...args, "--checkpoint-every", "3");
  expect(code, err).toBe(0);
  // The loss is that of the state before the step: 2 (1 + 1), 2 (1 + 1 + 2), and so on without the third batch.
  expect(JSON.parse(out)).toMatchObject({ losses: [2, 4, 8, 8, 16], skippedSteps: [3] });
  expect(err).toContain("step 3: its update is not finite; it changes nothing");
  expect(JSON.parse(out).checkpoints.map((each: { step: number }) => each.step)).toEqual([3, 5]);
  const resumed = await alpa(...args.slice(0, -2), "--resume", join(dir, "step-00000003"));
  expect(JSON.parse(resumed.out).losses).toEqual([8, 16]);
  const failed = await alpa("run", diverging, "--devices", "1", "--json", "--on-nan", "skip");
  expect(failed.code).toBe(1);
  expect(JSON.parse(failed.out).error).toMatchObject({ code: "not-finite", where: "step 9" });
});

test("--patience stops when no loss has been lower for so many steps", async () => {
  const flat = ["run", fileURLToPath(new URL("../../test/support/bad-batch-example.ts", import.meta.url)), "--json"];
  const { code, out, err } = await alpa(...flat, "--devices", "1", "--patience", "1", "--checkpoint", fileOf("early"));
  expect(code, err).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ losses: [2, 4], checkpoints: [{ step: 2 }] });
  expect(err).toContain("stops early after step 2: no loss was lower than 2.000 for 1 step (--patience)");
  const trained = await train("--steps", "6", "--patience", "5");
  expect(JSON.parse(trained.out).losses).toHaveLength(6);
});

test.each([
  [["--metrics", "m.txt"], '--metrics: got "m.txt"; give a file that ends in .jsonl or .csv'],
  [["--on-nan", "stpo"], '--on-nan: unknown name "stpo"; did you mean "stop"?'],
])("%j is refused", async (flags, message) => {
  const { code, out } = await train(...flags);
  expect(JSON.parse(out).error.message).toContain(message);
  expect(code).toBe(2);
});

/** The records of a TensorBoard event file, after a check of their checksums. */
function recordsOf(path: string): Buffer[] {
  const bytes = readFileSync(path);
  const records: Buffer[] = [];
  const checked = (part: Buffer, at: number): Buffer => {
    const crc = crc32c(part);
    expect(bytes.readUInt32LE(at)).toBe((((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0);
    return part;
  };
  for (let at = 0; at < bytes.length; ) {
    const length = Number(checked(bytes.subarray(at, at + 8), at + 8).readBigUInt64LE());
    records.push(checked(bytes.subarray(at + 12, at + 12 + length), at + 12 + length));
    at += 16 + length;
  }
  return records;
}

test("--metrics of a folder writes TensorBoard's events, and a resumed run a further file", async () => {
  // RFC 3720, B.4.
  expect(crc32c(new TextEncoder().encode("123456789"))).toBe(0xe3069283);
  expect(crc32c(new Uint8Array(32))).toBe(0x8a9136aa);
  const [dir, saved] = [fileOf("events"), fileOf("saved-events")];
  const { out } = await train("--steps", "3", "--metrics", `${dir}/`, "--checkpoint", saved);
  const { losses } = JSON.parse(out);
  const [first] = readdirSync(dir);
  expect(first).toMatch(/^events\.out\.tfevents\.\d{10}\./);
  const [version, start, ...steps] = recordsOf(join(dir, first));
  expect(version.includes("brain.Event:2")).toBe(true);
  // Step 1, and session_log { status: START }.
  expect([...start.subarray(9)]).toEqual([16, 1, 58, 2, 8, 1]);
  expect(steps).toHaveLength(3);
  steps.forEach((record, i) => {
    expect([...record.subarray(9, 11)], "the step").toEqual([16, i + 1]);
    const tag = record.indexOf("loss");
    expect([...record.subarray(tag - 2, tag)], "the tag").toEqual([10, 4]);
    expect(record.readFloatLE(tag + 5)).toBeCloseTo(losses[i], 6);
    for (const name of ["seconds", "examplesPerSecond"]) expect(record.includes(name)).toBe(true);
  });
  await train("--steps", "5", "--metrics", dir, "--resume", saved);
  const second = readdirSync(dir).find((name) => name !== first)!;
  const [, resumed, ...others] = recordsOf(join(dir, second));
  expect([...resumed.subarray(9)]).toEqual([16, 4, 58, 2, 8, 1]);
  expect(others).toHaveLength(2);
});

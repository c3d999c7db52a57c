import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { MetricsFile } from "./metrics-file.ts";

const folder = mkdtempSync(join(tmpdir(), "alpa-metrics-file-"));
afterAll(() => rmSync(folder, { recursive: true }));
const fileOf = (name: string): string => join(folder, name);
const lines = (path: string): string[] => readFileSync(path, "utf8").trimEnd().split("\n");

test("numbers that are not finite are null in JSON, empty in CSV; a file that cannot be written is said", () => {
  for (const [name, line] of [
    ["n.jsonl", '{"step":1,"loss":null,"seconds":0.5}'],
    ["n.csv", "1,,0.5"],
  ]) {
    new MetricsFile(fileOf(name)).write(1, { loss: Number.NaN, seconds: 0.5 });
    expect(lines(fileOf(name)).at(-1)).toBe(line);
  }
  expect(() => new MetricsFile(join(folder, "none", "x.csv"))).toThrow(
    /MetricsFile: cannot write .*x.csv: no such file or directory \(ENOENT\); give another file/,
  );
  expect(() => new MetricsFile("run.txt")).toThrow('MetricsFile: got "run.txt"; give a file that ends in .jsonl or');
});

test("a CSV file gets columns as they come, also when it is continued", () => {
  const path = fileOf("columns.csv");
  const metrics = new MetricsFile(path);
  metrics.write(1, { loss: 3 });
  metrics.write(2, { loss: 2, accuracy: 0.5 });
  metrics.write(3, { loss: 1 });
  expect(lines(path)).toEqual(["step,loss,accuracy", "1,3,", "2,2,0.5", "3,1,"]);
  new MetricsFile(path, { firstStep: 2 }).write(3, { loss: 1.5, rate: 0.1 });
  expect(lines(path)).toEqual(["step,loss,accuracy,rate", "1,3,,", "2,2,0.5,", "3,1.5,,0.1"]);
});

test("a line that a kill has torn is dropped", () => {
  const path = fileOf("torn.jsonl");
  writeFileSync(path, '{"step":1,"loss":3}\n{"step":2,"lo');
  new MetricsFile(path, { firstStep: 2 }).write(3, { loss: 1 });
  expect(lines(path)).toEqual(['{"step":1,"loss":3}', '{"step":3,"loss":1}']);
});

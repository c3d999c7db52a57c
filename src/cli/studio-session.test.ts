import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { parseCluster } from "../cluster/parse.ts";
import { namedMethods } from "../methods/named-methods.ts";
import { planQuestion } from "../studio/plan-question.ts";
import { firstQuestion, type Question } from "../studio/question.ts";
import { isModelFile, modelFileOf } from "./studio-session.ts";
import { loadSubject } from "./subject.ts";

const folder = mkdtempSync(join(tmpdir(), "alpa-studio-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const cluster = "1x4:a100-80gb";
const asked: Question = { ...firstQuestion, cluster, precision: "f32", microbatches: 1, method: "zero2" };

/** Seconds of a step as `alpa plan` estimates them. */
async function planned(name: string, batch: number | undefined): Promise<number> {
  const subject = await loadSubject(name, batch === undefined ? {} : { batch });
  const { plan } = await subject.plan({
    ...{ method: namedMethods.zero2.make({}), devices: 4, cluster: parseCluster(cluster), microbatches: 1 },
  });
  return plan.estimate!.seconds;
}
const inStudio = async (path: string, batch: number): Promise<number> => {
  const modelFile = { ...(await modelFileOf(path, undefined)), number: 1 };
  const { planned: found } = await planQuestion({ ...asked, batch: modelFile.isModule ? 0 : batch, modelFile });
  return found.plan.estimate!.seconds;
};

test("what names a file is told from a model of the catalogue", () => {
  expect(["step.mlir", "step.mlir.gz", "config.json", "./mine.ts", "mlp"].map(isModelFile)).toEqual(
    Array(5).fill(true),
  );
  expect(isModelFile("gpt2-small")).toBe(false);
});

test("a train step in TypeScript is planned in the studio to the seconds of alpa plan", async () => {
  expect(await inStudio("examples/mlp.ts", 0)).toBeCloseTo(await planned("examples/mlp.ts", undefined), 12);
});

test("and its ops have their lines of the file", async () => {
  const path = "examples/mlp.ts";
  const modelFile = { ...(await modelFileOf(path, undefined)), number: 1 };
  const { planned: found } = await planQuestion({ ...asked, batch: 0, modelFile });
  const lines = readFileSync(path, "utf8").split("\n");
  const sources = new Set(found.step.graph.ops.flatMap(({ kind, source }) => (kind === "dot_general" ? [source] : [])));
  const texts = [...sources].map((source) => lines[Number(/mlp\.ts:(\d+)$/.exec(source ?? "")?.[1]) - 1]);
  expect(texts).toEqual(["    trainStep: (state, images, labels) => step(state, images, labels),"]);
});

test("so is a module of StableHLO text", async () => {
  const { text } = await modelFileOf("gpt", 16);
  const path = join(folder, "step.mlir");
  writeFileSync(path, text);
  expect(await inStudio(path, 0)).toBeCloseTo(await planned(path, undefined), 12);
});

test("and a config.json of Hugging Face", async () => {
  const path = join(folder, "config.json");
  const sizes = { n_embd: 64, n_layer: 2, n_head: 4, n_positions: 32, n_ctx: 32, vocab_size: 256 };
  writeFileSync(path, JSON.stringify({ model_type: "gpt2", ...sizes }));
  expect(await inStudio(path, 8)).toBeCloseTo(await planned(path, 8), 12);
});

test("another batch than the shapes of a module have is refused, with theirs", async () => {
  const modelFile = { ...(await modelFileOf("mlp", 32)), number: 2 };
  await expect(planQuestion({ ...asked, batch: 64, modelFile })).rejects.toThrow("for 32");
  expect(modelFile.text).toContain("module");
});

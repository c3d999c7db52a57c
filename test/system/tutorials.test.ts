/**
 * @file The tutorials are true: commands that take seconds are copied out of the pages and run, and print what the
 * pages say; the flags of all others parse; numbers in the text stand in an output.
 */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { alpaCalls, parseCall } from "../../scripts/tutorials/alpa-calls.ts";
import { parsePage, readPages, withOutputs } from "../../scripts/tutorials/page.ts";
import { unquotedNumbers } from "../../scripts/tutorials/quoted-numbers.ts";
import { pageDifferences } from "../../scripts/tutorials/run-page.ts";
import { firstDifference } from "../../scripts/tutorials/same-output.ts";
import { Workplace } from "../../scripts/tutorials/workplace.ts";

const pages = readPages();
/** Its commands run in a clone of the repository instead. */
const newUsersPage = "quick-start";

describe.each(pages)("$name", (page) => {
  test("has an output for each of its output blocks", () => {
    const empty = page.blocks.filter((block) => block.kind === "commands" && block.output?.text === "");
    expect(empty).toEqual([]);
  });

  test("quotes only numbers that an output has, or that come with their source", () => {
    expect(unquotedNumbers(page)).toEqual([]);
  });

  test("has commands whose flags parse", async () => {
    for (const block of page.blocks) {
      // What an error says of a flag is the page's own text.
      if (block.kind === "file" || block.fails) continue;
      const calls = await alpaCalls(block.text);
      const named = block.text.match(/npx alpa/g)?.length ?? 0;
      expect(calls.length).toBeGreaterThanOrEqual(named);
      for (const call of calls) await parseCall(call);
    }
  });
});

// Neighbours run at the same time.
test.concurrent.each(pages.filter(({ name }) => name !== newUsersPage))(
  "$name prints what it says",
  { timeout: 600_000 },
  async (page) => {
    expect(await pageDifferences(page)).toEqual([]);
  },
);

test.concurrent("a new user's path: clone, first command, quick start, a model of her own", {
  timeout: 600_000,
}, async () => {
  const start = performance.now();
  const clone = Workplace.clone();
  const text = readFileSync(`${clone.folder}/docs/tutorials/${newUsersPage}.md`, "utf8");
  expect(await pageDifferences(parsePage(newUsersPage, text), clone)).toEqual([]);
  const seconds = (performance.now() - start) / 1000;
  console.info(`a new user's path: ${seconds.toFixed(0)} s`);
  expect(seconds).toBeLessThan(600);
});

test("a page is read into files, commands and outputs, and written with other outputs", () => {
  const text =
    "```ts a.ts\n1\n```\n```sh slow\nnpx alpa x\n```\n\n```text measured\nold\n```\n```sh fails\nfalse\n```\n";
  const page = parsePage("p", text);
  expect(page.blocks).toMatchObject([
    { kind: "file", name: "a.ts", text: "1\n" },
    { kind: "commands", runs: "slow", fails: false, output: { text: "old\n", measured: true } },
    { kind: "commands", runs: "always", fails: true },
  ]);
  expect(withOutputs(page, [undefined, "new\nlines\n", undefined])).toBe(text.replace("old", "new\nlines"));
});

test("planned outputs are compared exactly but for the planner's own seconds, measured ones without times", () => {
  const planned = "peak: 151 MB\nplanned in 2.32 s: trace 94.4 ms";
  expect(firstDifference(planned, "peak: 151 MB\n\nplanned in 1 min 3 s: trace 1 ms", false)).toBeUndefined();
  expect(firstDifference(planned, "peak: 152 MB\nplanned in 2.32 s: trace 94.4 ms", false)).toContain("152");
  expect(firstDifference("loss 2.376 in 3 s, 10 a step", "loss 2.377  in 40 ms, 10 a step", true)).toBeUndefined();
  expect(firstDifference("loss 2.376 in 3 s", "loss 2.9 in 3 s", true)).toContain("2.9");
  expect(firstDifference("a b", "a b c", false)).toContain("c");
});

test("a command with an unknown flag is found", async () => {
  expect(await alpaCalls("for m in a 'b c'; do npx alpa plan \"$m\" | head; done && npx tsx x")).toEqual([
    ["plan", "a"],
    ["plan", "b c"],
  ]);
  await expect(parseCall(["plan", "mlp", "--cluste", "1x1:h100"])).rejects.toThrow("--cluste");
  await expect(parseCall(["plan", "mlp", "--cluster", "1x1:h100"])).resolves.toBeUndefined();
});

test("a number that no output has is found", () => {
  const page = parsePage(
    "p",
    "It takes 3 s, or 4 ms ([they](https://a.b) say).\n\nNow 5 s\n\n```text x\n3 s\n```\n".replace(
      "```text x",
      "```txt",
    ),
  );
  expect(unquotedNumbers(page)).toEqual(["5 s"]);
});

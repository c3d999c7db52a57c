/**
 * @file Runs self-checking StableHLO modules, such as those of openxla/stablehlo in `stablehlo/testdata` and
 * `stablehlo/tests/interpret`: each is parsed, converted to a Graph and run on the reference interpreter, and its
 * `check` operations say whether the results are right. `tsx bench/stablehlo-suite.ts folder… [--only text] [--list]
 * [--json]`.
 */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { isRefusal } from "../src/base/errors.ts";
import { importGraph } from "../src/frontends/stablehlo/import.ts";
import { parseModule } from "../src/frontends/stablehlo/parse.ts";
import { evaluateGraph } from "../src/ir/evaluate.ts";
import { checkedFunctions, failureOf } from "./stablehlo-checks.ts";

const { values: flags, positionals: folders } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: "string", default: "" },
    list: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
  },
});

type Outcome = "right" | "right but for rounding" | "wrong" | "unsupported" | "not parsed" | "crashed";

interface Row {
  readonly name: string;
  readonly outcome: Outcome;
  readonly why: string;
}

const filesIn = (path: string): string[] =>
  statSync(path).isDirectory()
    ? readdirSync(path)
        .sort()
        .flatMap((name) => filesIn(join(path, name)))
    : path.endsWith(".mlir")
      ? [path]
      : [];

/** The outcomes of one module's functions; one row if it cannot be read. */
function rowsOf(text: string, name: string): Row[] {
  let checks: ReturnType<typeof checkedFunctions>;
  try {
    checks = checkedFunctions(parseModule(text, name));
  } catch (error) {
    return [{ name, outcome: isRefusal(error) ? "not parsed" : "crashed", why: String(error) }];
  }
  return checks.map(({ module, expectations, name: functionName }): Row => {
    const row = (outcome: Outcome, why = ""): Row => ({ name: `${name} @${functionName}`, outcome, why });
    try {
      const { graph } = importGraph(module);
      const results = evaluateGraph(graph, []);
      const failure = failureOf(graph, results, expectations);
      if (failure === undefined) return row("right");
      return row(failure.isNear ? "right but for rounding" : "wrong", failure.why);
    } catch (error) {
      return row(
        isRefusal(error) ? "unsupported" : "crashed",
        isRefusal(error) ? error.message : `${(error as Error).stack}`,
      );
    }
  });
}

/** A refusal without its place and numbers, so that equal reasons are counted together. */
const kindOf = (why: string): string =>
  why
    .split("\n")[0]
    .replace(/^\S+:\d+:\d+: /, "")
    .replace(/(type|are) tensor<[^>]*?(\w+(<\w+>)?)>/, "$1 tensor<…$2>")
    .slice(0, 150);

const rows: Row[] = [];
for (const path of folders.flatMap(filesIn).filter((path) => path.includes(flags.only))) {
  const parts = readFileSync(path, "utf8").split(/^\/\/ -----.*$/m);
  parts.forEach((text, i) => {
    const begin = performance.now();
    const name = `${basename(path)}${parts.length > 1 ? `#${i}` : ""}`;
    rows.push(...rowsOf(text, name));
    const seconds = (performance.now() - begin) / 1e3;
    if (seconds > 5) console.error(`${name}: ${seconds.toFixed(1)} s`);
  });
}

/** The rows of each key, in the order in which the keys come up. */
function groups<K>(list: readonly Row[], keyOf: (row: Row) => K): Map<K, Row[]> {
  const found = new Map<K, Row[]>();
  for (const row of list) found.set(keyOf(row), [...(found.get(keyOf(row)) ?? []), row]);
  return found;
}

const outcomes = groups(rows, ({ outcome }) => outcome);
const counts = Object.fromEntries([...outcomes].map(([outcome, list]) => [outcome, list.length]));
if (flags.json) console.log(JSON.stringify({ counts, rows }));
else {
  for (const [outcome, list] of outcomes) {
    console.log(`${outcome}: ${list.length}`);
    if (outcome === "right") continue;
    const reasons = [
      ...groups(list, ({ why }) =>
        outcome === "wrong" || outcome === "right but for rounding" ? "results differ" : kindOf(why),
      ),
    ];
    for (const [reason, named] of reasons.sort(([, a], [, b]) => b.length - a.length)) {
      console.log(`  ${String(named.length).padStart(5)}  ${reason}  (${named[0].name})`);
      if (flags.list) for (const { name, why } of named) console.log(`         ${name}: ${why}`);
    }
  }
}

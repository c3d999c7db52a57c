/**
 * @file The npm package as a user has it: its contents, and how it loads, type-checks, bundles and runs in an empty
 * folder.
 */
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";
import { afterAll, describe, expect, test } from "vitest";
import { type InstalledPackage, installPackage } from "../support/installed-package.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const tsc = join(root, "node_modules/typescript/bin/tsc");
const installed = await installPackage();

if (installed) describe("the package, installed in an empty folder", () => testPackage(installed));
else test.skip("the package is installed in an empty folder", () => {});

function testPackage({ packed, folder, run, remove }: InstalledPackage): void {
  afterAll(remove);
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  const { exports, dependencies } = JSON.parse(
    readFileSync(join(folder, "node_modules/alpa-js/package.json"), "utf8"),
  ) as { exports: Record<string, unknown>; dependencies: Record<string, string> };
  const entries = Object.keys(exports).map((path) => path.replace(/^\./, "alpa-js"));

  test("holds the build and the examples, and no tests", () => {
    expect(packed).toEqual(
      expect.arrayContaining(["README.md", "LICENSE", "bin/alpa.mjs", "examples/mlp.ts", "examples/data/kjv.txt"]),
    );
    expect(packed.filter((path) => /\.test\.|^(src|test|bench)\//.test(path))).toEqual([]);
  });

  test("has one copy of everything", async () => {
    expect(await run("npm", "ls", "--all")).toMatchObject({ code: 0 });
    const { output } = await run("npm", "ls", "--all", "--parseable", "@jax-js/jax");
    expect(
      output
        .trim()
        .split("\n")
        .filter((line) => line.endsWith("jax")),
    ).toHaveLength(1);
    expect(dependencies).not.toHaveProperty("@jax-js/jax");
  });

  test("gives the same names to import and to require", async () => {
    write(
      "names.mjs",
      `import { createRequire } from "node:module";
const require = createRequire(import.meta.url);
for (const entry of ${JSON.stringify(entries)}) {
  if (entry.endsWith(".json")) { require(entry); continue; }
  const names = Object.keys(await import(entry)).filter((name) => name !== "module.exports").sort();
  const required = Object.keys(require(entry)).sort();
  console.log(entry, names.length > 0 && String(names) === String(required) ? "ok" : [names, required]);
}`,
    );
    const { output } = await run("node", "names.mjs");
    expect(output).toBe(
      entries
        .filter((entry) => !entry.endsWith(".json"))
        .map((entry) => `${entry} ok\n`)
        .join(""),
    );
  });

  test("type-checks strictly, as an ES module and as CommonJS, and the README's example trains as both", async () => {
    const readme = /```ts\n([\s\S]*?)```/.exec(readFileSync(join(root, "README.md"), "utf8"))![1];
    const body = readme.indexOf("\nconst step = ");
    write("readme.mts", readme);
    write("readme.cts", `${readme.slice(0, body)}\nvoid (async () => {${readme.slice(body)}})();\n`);
    // The examples as a user copies them.
    cpSync(join(folder, "node_modules/alpa-js/examples"), join(folder, "copied"), { recursive: true });
    write("copied/package.json", '{ "type": "module" }');
    const options = {
      module: "nodenext",
      target: "esnext",
      strict: true,
      skipLibCheck: false,
      rewriteRelativeImportExtensions: true,
      rootDir: ".",
      outDir: "out",
      types: ["node"],
      typeRoots: [join(root, "node_modules/@types")],
    };
    const files = ["readme.mts", "readme.cts", ...["mlp", "gpt", "moe", "conv"].map((name) => `copied/${name}.ts`)];
    write("tsconfig.json", JSON.stringify({ compilerOptions: options, files }));
    expect(await run("node", tsc)).toEqual({ code: 0, output: "" });
    for (const file of ["out/readme.mjs", "out/readme.cjs"]) {
      const { code, output } = await run("node", file);
      expect({ code, losses: output.split("\n").filter((line) => /^\d+ [\d.e+-]+$/.test(line)).length }).toEqual({
        code: 0,
        losses: 20,
      });
    }
  });

  test("runs its examples and .ts files of a CommonJS package", async () => {
    const npx = await run("npx", "--no-install", "alpa", "--help");
    expect(npx).toMatchObject({ code: 0, output: expect.stringMatching(/^Usage: alpa/) });
    const alpa = (...args: string[]) => run("node", "node_modules/alpa-js/bin/alpa.mjs", ...args);
    const trained = { code: 0, output: expect.stringMatching(/^2 steps in/m) };
    const short = ["--steps", "2", "--devices", "2", "--batch", "8"];
    expect(await alpa("run", "conv", ...short)).toMatchObject(trained);
    write("rate.ts", "export const rate: number = 0.1;\n");
    write(
      "mine.ts",
      `import { defineExample, HostArray } from "alpa-js";
import { numpy as np, valueAndGrad } from "@jax-js/jax";
import { rate } from "./rate";
export default defineExample({
  name: "scalar", description: "one weight", batchArgs: [1], defaults: { batch: 4, steps: 3 },
  init: (make) => ({ w: make.fill([], 1) }),
  trainStep({ w }, x) {
    const [loss, g] = valueAndGrad((w: np.Array, x: np.Array) => np.mean(np.square(x.mul(w))))(w.ref, x);
    return { state: { w: w.sub(g.mul(rate)) }, loss };
  },
  *batches(_, size) { for (;;) yield [new HostArray(Float32Array.from({ length: size }, (_, i) => i - 2), [size])]; },
});
`,
    );
    expect(await alpa("run", "mine.ts", ...short)).toMatchObject(trained);
    write("mine.cts", "");
    expect(await alpa("run", "mine.cts")).toMatchObject({ code: 2, output: expect.stringContaining("is CommonJS") });
  });

  test("when bundled, the error says what to exclude from the bundle", async () => {
    write(
      "app.mjs",
      `import { HostArray, parallelize } from "alpa-js";
import { numpy as np } from "@jax-js/jax";
const filled = (...shape) => new HostArray(new Float32Array(shape[0] * shape[1]).fill(1), shape);
const step = parallelize((s, x) => ({ s, v: np.mean(np.matmul(x, s.w)) }), { devices: 2 });
const result = step({ w: filled(8, 8) }, filled(4, 8));
result.then(({ v }) => v.item()).then(console.log, ({ name, message }) => console.log(name, message)).then(() => step.stop());
`,
    );
    const bundled = async (format: "esm" | "cjs", external: string[]) => {
      const outfile = join(folder, format === "esm" ? "bundle.mjs" : "bundle.cjs");
      const entryPoints = [join(folder, "app.mjs")];
      buildSync({ entryPoints, outfile, format, external, bundle: true, platform: "node", logLevel: "silent" });
      return (await run("node", outfile)).output;
    };
    expect(await bundled("esm", ["alpa-js", "@jax-js/jax"])).toBe("8\n");
    expect(await bundled("cjs", ["alpa-js", "@jax-js/jax"])).toBe("8\n");
    for (const format of ["esm", "cjs"] as const)
      expect(await bundled(format, [])).toMatch(
        /Unsupported worker threads: .*--external:alpa-js --external:@jax-js\/jax/,
      );
    expect(await bundled("esm", ["alpa-js"])).toMatch(/^InvalidConfig .*alpa-js uses another .*keep one copy/);
  });
}

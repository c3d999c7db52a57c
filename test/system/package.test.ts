/**
 * @file The npm package as a user has it: its contents, and how it loads, type-checks, bundles and runs in an empty
 * folder.
 */
import { spawn } from "node:child_process";
import { cpSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";
import { afterAll, describe, expect, test } from "vitest";
import { findChromium } from "../support/browser/chromium.ts";
import { Page } from "../support/browser/devtools.ts";
import { planMlp } from "../support/browser/plan-mlp.ts";
import { runWorker } from "../support/browser/run-worker.ts";
import { type InstalledPackage, installPackage } from "../support/installed-package.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const readme = readFileSync(join(root, "README.md"), "utf8");
const tsc = join(root, "node_modules/typescript/bin/tsc");
const installed = await installPackage();

if (installed) describe("the package, installed in an empty folder", () => testPackage(installed));
else test.skip("the package is installed in an empty folder", () => {});

function testPackage({ packed, folder, numPackages, bytes, run, remove }: InstalledPackage): void {
  afterAll(remove);
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  const { exports, dependencies } = JSON.parse(
    readFileSync(join(folder, "node_modules/alpa-js/package.json"), "utf8"),
  ) as { exports: Record<string, unknown>; dependencies: Record<string, string> };
  const entries = Object.keys(exports).map((path) => path.replace(/^\./, "alpa-js"));

  test("holds the build and the examples, and no tests", () => {
    expect(packed).toEqual(
      expect.arrayContaining([
        ...["README.md", "LICENSE", "bin/alpa.mjs", "examples/mlp.ts", "examples/data/kjv.txt"],
        "dist/studio/index.html",
      ]),
    );
    expect(packed.filter((path) => /\.test\.|^(src|test|bench)\//.test(path))).toEqual([]);
  });

  test("holds every file that its README links to", () => {
    const links = [...readme.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, path]) => path);
    expect(links.length).toBeGreaterThan(5);
    expect(links.filter((path) => !existsSync(join(folder, "node_modules/alpa-js", path)))).toEqual([]);
  });

  // The packages of other platforms hold another build of ONNX Runtime.
  test.runIf(process.platform === "linux" && process.arch === "x64")("is as large as the README says", () => {
    const [, packages, megabytes] = /leaves (\d+) packages of (\d+) MB/.exec(readme)!.map(Number);
    expect(numPackages).toBe(packages);
    expect(Math.abs(bytes / 1e6 - megabytes)).toBeLessThan(0.05 * megabytes);
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
    const example = /```ts\n([\s\S]*?)```/.exec(readme)![1];
    const body = example.indexOf("\nconst step = ");
    write("readme.mts", example);
    write("readme.cts", `${example.slice(0, body)}\nvoid (async () => {${example.slice(body)}})();\n`);
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

  test("every entry type-checks without the types of Node, as bundlers resolve it", async () => {
    const names = entries.filter((entry) => !entry.endsWith(".json"));
    const imports = names.map((entry, i) => `import * as entry${i} from "${entry}";\n`).join("");
    write("entries.mts", `${imports}export default [${names.map((_, i) => `entry${i}`).join(", ")}];\n`);
    const strict = { strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true };
    const options = { ...strict, target: "esnext", skipLibCheck: false, noEmit: true, types: [] };
    const compilerOptions = { ...options, module: "esnext", moduleResolution: "bundler" };
    write("tsconfig.json", JSON.stringify({ compilerOptions, files: ["entries.mts"] }));
    expect(await run("node", tsc)).toEqual({ code: 0, output: "" });
  });

  test("its planner, bundled for a browser, plans to the digits of Node", async () => {
    cpSync(join(root, "test/support/browser"), join(folder, "browser"), { recursive: true });
    const bundle = (name: string) => {
      const [entryPoints, outfile] = [[join(folder, `browser/${name}.ts`)], join(folder, `${name}.mjs`)];
      buildSync({ entryPoints, outfile, bundle: true, format: "esm", platform: "browser", logLevel: "silent" });
      return readFileSync(outfile, "utf8");
    };
    const inNode = await planMlp();
    const chromium = findChromium();
    if (chromium) expect(await runWorker(chromium, bundle("worker"))).toEqual({ results: inNode });
    bundle("plan-mlp");
    write(
      "without-node.mjs",
      `const { log } = console;
const { exit } = process;
for (const name of ["process", "Buffer", "setImmediate", "clearImmediate", "global"]) delete globalThis[name];
const { planMlp } = await import("./plan-mlp.mjs");
log(JSON.stringify(await planMlp()));
exit(0);
`,
    );
    const { output } = await run("node", "without-node.mjs");
    expect(JSON.parse(output)).toEqual(inNode);
  });

  test("writes a report", async () => {
    const options = ["--cluster", "1x2:a100-80gb", "--html", "report.html"];
    const { code, output } = await run("node", "node_modules/alpa-js/bin/alpa.mjs", "plan", "simple-mlp", ...options);
    expect({ code, output: code === 0 ? "" : output }).toEqual({ code: 0, output: "" });
    expect(readFileSync(join(folder, "report.html"), "utf8")).toContain('<script type="application/json" id="report">');
  });

  test("opens the studio, which plans in a browser", async () => {
    const server = spawn("node", ["node_modules/alpa-js/bin/alpa.mjs", "studio", "--no-open"], { cwd: folder });
    try {
      const url = await new Promise<string>((resolve, reject) => {
        server.stdout.on("data", (text) => resolve(/http:\S+/.exec(String(text))![0]));
        server.on("exit", (code) => reject(new Error(`alpa studio ended with code ${code}`)));
      });
      expect(await (await fetch(url)).text()).toContain("<title>alpa studio</title>");
      const chromium = findChromium();
      if (!chromium) return;
      const page = await Page.open(chromium, { width: 1280, height: 900 });
      try {
        await page.goto(`${url}#model=simple-mlp`);
        await page.until(`document.querySelector(".status")?.textContent.startsWith("Planned in this browser")`);
      } finally {
        page.close();
      }
    } finally {
      server.kill("SIGINT");
    }
  });

  // One line of every command, and the options that read or write files. All lines together take many minutes.
  test("runs lines of its README", { timeout: 300_000 }, async () => {
    const lines = (/```sh\nnpx alpa run[\s\S]*?```/.exec(readme)![0].match(/^npx alpa .*/gm) ?? [])
      .flatMap((line) => line.replace(/ +#.*/, "").split(" && "))
      .filter((line) => /--method megatron|run gpt .*plan\.json|plan gpt |solve|doctor/.test(line));
    expect(lines).toHaveLength(7);
    write(
      "instance.mjs",
      `import { writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { ProblemBuilder, problemText } from "alpa-js/solver";
const builder = new ProblemBuilder("two ops");
builder.addNode([1, 5], [9, 1], [0, 2]);
builder.addNode([1, 5], [9, 1], [1, 2]);
builder.addEdge(0, 1, [0, 3, 3, 0]);
writeFileSync("instance.json.gz", gzipSync([...problemText(builder.build(12))].join("")));
`,
    );
    expect(await run("node", "instance.mjs")).toEqual({ code: 0, output: "" });
    for (const line of lines) {
      const args = line.split(" ").slice(2);
      const short = args[0] === "run" ? ["--steps", "1", "--batch", "8"] : [];
      const { code, output } = await run("node", "node_modules/alpa-js/bin/alpa.mjs", ...args, ...short);
      expect({ line, code, output: code === 0 ? "" : output }).toEqual({ line, code: 0, output: "" });
      if (args[0] === "solve") expect(output).toContain('"cost":9');
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

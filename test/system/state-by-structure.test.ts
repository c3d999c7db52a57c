/**
 * @file One training step with many argument names and structures, minified too: the same state is found, split and
 * stays on the devices.
 */
import { transformSync } from "esbuild";
import { describe, expect, test } from "vitest";
import { numpy as np, tree, valueAndGrad } from "../../src/frontends/jaxjs/jax.ts";
import { HostArray, parallelize, tensorParallel, zero } from "../../src/index.ts";
import { toJax } from "../support/oracle.ts";

// biome-ignore lint/suspicious/noExplicitAny: steps of many types
type Any = any;

const filled = (seed: number, ...shape: number[]): HostArray => {
  const length = shape.reduce((a, b) => a * b, 1);
  return new HostArray(
    Float32Array.from({ length }, (_, i) => Math.sin(1 + i * seed) / 3),
    shape,
  );
};
const size = 32;
const weights = (seed: number) => ({ u: filled(seed, size, size), v: filled(1 - seed, size, size) });
const zeros = () => ({ u: HostArray.zeros([size, size]), v: HostArray.zeros([size, size]) });
const [x, y] = [filled(0.11, 8, size), filled(0.13, 8, size)];

/** Names in scope of the sources below. */
const lossOf = (p: Any, a: Any, b: Any) => np.square(np.dot(np.tanh(np.dot(a, p.u)), p.v).sub(b)).mean();
const gradientsOf = (p: Any, a: Any, b: Any) => (valueAndGrad(lossOf as Any) as Any)(tree.ref(p), a, b);
const map = tree.map as Any;
const scope = { np, gradientsOf, map, refs: tree.ref };

/** A step as source text, its arguments except the batch, and the function from its results to the next arguments. */
interface Case {
  readonly source: string;
  readonly state: () => Any[];
  readonly next: (result: Any) => Any[];
  /** Roles of the arguments, by leaf. */
  readonly roles: readonly string[];
}

const sgd = (source: string, next: (result: Any) => Any): Case => ({
  source,
  state: () => [weights(0.7)],
  next: (result) => [next(result)],
  roles: ["parameter", "parameter"],
});

const cases: Record<string, Case> = {
  "weights to params": sgd(
    `function trainStep(weights, x, y) {
      const [loss, grads] = gradientsOf(weights, x, y);
      return { params: map((p, g) => p.sub(g.mul(0.5)), weights, grads), loss };
    }`,
    ({ params }) => params,
  ),
  "model to updated": sgd(
    `function trainStep(model, x, y) {
      const [loss, grads] = gradientsOf(model, x, y);
      return { loss, updated: map((p, g) => p.sub(g.mul(0.5)), model, grads) };
    }`,
    ({ updated }) => updated,
  ),
  "rest arguments": sgd(
    `function trainStep(...args) {
      const [loss, grads] = gradientsOf(...args);
      return { loss, params: map((p, g) => p.sub(g.mul(0.5)), args[0], grads) };
    }`,
    ({ params }) => params,
  ),
  "a list of loss, gradients and parameters": sgd(
    `const trainStep = (e, t, r) => {
      const [loss, grads] = gradientsOf(e, t, r);
      return [loss, refs(grads), map((p, g) => p.sub(g.mul(0.5)), e, grads)];
    };`,
    ([, , params]) => params,
  ),
  "destructured, in a bigger tree": sgd(
    `const trainStep = ({ u, v }, ...batch) => {
      const [loss, grads] = gradientsOf({ u, v }, ...batch);
      return { loss, model: { net: { ...map((p, g) => p.sub(g.mul(0.5)), { u, v }, grads), size: np.zeros([2]) } } };
    };`,
    ({ model }) => ({ u: model.net.u, v: model.net.v }),
  ),
  "Adam's mean and square apart, returned in another order": {
    source: `function trainStep(params, mu, nu, x, y) {
      const [loss, grads] = gradientsOf(params, x, y);
      const mean = map((m, g) => m.mul(0.9).add(g.mul(0.1)), mu, refs(grads));
      const square = map((m, g) => m.mul(0.99).add(np.square(g).mul(0.01)), nu, grads);
      const next = map((p, m, s) => p.sub(m.div(np.sqrt(s).add(1e-3)).mul(0.01)), params, refs(mean), refs(square));
      return { square, loss, next, mean };
    }`,
    state: () => [weights(0.7), zeros(), zeros()],
    next: (result) => [result.next, result.mean, result.square],
    roles: ["parameter", "parameter", "optimizer", "optimizer", "optimizer", "optimizer"],
  },
  "an average in front of the parameters": {
    source: `function trainStep(ema, params, x, y) {
      const [loss, grads] = gradientsOf(params, x, y);
      const next = map((p, g) => p.sub(g.mul(0.5)), params, grads);
      return { first: refs(next), second: map((e, p) => e.mul(0.9).add(p.mul(0.1)), ema, next), loss };
    }`,
    state: () => [zeros(), weights(0.7)],
    next: (result) => [result.second, result.first],
    roles: ["optimizer", "optimizer", "parameter", "parameter"],
  },
};

const compile = (source: string): Any =>
  new Function(...Object.keys(scope), `${source}\nreturn trainStep;`)(...Object.values(scope));
/** The step after minification by esbuild. */
function minified(source: string): Any {
  const { code } = transformSync(`${source}\nexport { trainStep };`, { minify: true, format: "esm" });
  const body = code.replace(/export\s*\{\s*([\w$]+) as trainStep\s*\};?/, "return $1;");
  return new Function(...Object.keys(scope), body)(...Object.values(scope));
}

const steps = 3;

describe.each(Object.entries(cases))("%s", (_, { source, state, next, roles }) => {
  test.each([
    ["as written", compile],
    ["minified", minified],
  ])("%s", async (__, make) => {
    const expected: number[] = [];
    let own: Any[] = state().map((argument) => toJax(argument));
    for (let i = 0; i < steps; i++) {
      const result = make(source)(...own, x.toJax(), y.toJax());
      own = next(result);
      expected.push((result.loss ?? result[0]).item());
    }
    for (const method of [zero({ stage: 3 }), tensorParallel()]) {
      const notices: string[] = [];
      const args = state();
      await using step = parallelize(make(source), {
        method,
        devices: 2,
        batchArgs: [args.length, args.length + 1],
        onCompile: (notice) => notices.push(notice),
      }) as Any;
      let current: Any[] = args;
      for (let i = 0; i < steps; i++) {
        const result = await step(...current, x, y);
        current = next(result);
        expect(Math.abs((await (result.loss ?? result[0]).item()) / expected[i] - 1)).toBeLessThan(1e-5);
      }
      const executable = step.lastExecutable;
      expect(executable.roles.map(({ role }: { role: string }) => role)).toEqual([...roles, "batch", "batch"]);
      // Every weight is split over the two devices, and so is its mean, its square or its average.
      const leafBytes = 4 * size * size;
      for (const { stateBytes } of executable.perDevice()) expect(stateBytes).toBe((roles.length * leafBytes) / 2);
      expect(notices).toEqual([]);
    }
  });
});

test("an argument that looks like state but is not is reported once; stateArgs overrides", async () => {
  const notices: string[] = [];
  const fn = compile(`function trainStep(params, last, x, y) {
    const [loss, grads] = gradientsOf(params, x, y);
    return { params: map((p, g, o) => p.sub(g.mul(0.4)).add(o.mul(0.1)), params, refs(grads), last), last: grads, loss };
  }`);
  const options = { devices: 2, batchArgs: [2, 3], onCompile: (notice: string) => notices.push(notice) };
  await using step = parallelize(fn, options) as Any;
  const roleOf = (executable: Any, path: string) => executable.roles.find((role: Any) => role.path === path);
  const first = await step.getExecutable(weights(0.7), zeros(), x, y);
  expect(roleOf(first, "last.u")).toEqual({ path: "last.u", argument: 1, type: "f32[32,32]", role: "frozen" });
  expect(roleOf(first, "params.u").next).toBe("params.u");
  await step.getExecutable(weights(0.7), zeros(), x, filled(0.1, 8, 1));
  expect(notices.filter((notice) => notice.includes("stateArgs"))).toEqual([
    "trainStep: last is read but not updated: last has its tree and types, but is not computed from it; " +
      "if it is its next value, list the argument in stateArgs, or [] for none",
  ]);
  notices.length = 0;
  await using told = parallelize(fn, { ...options, stateArgs: [0, 1] }) as Any;
  expect(roleOf(await told.getExecutable(weights(0.7), zeros(), x, y), "last.u")).toMatchObject({
    role: "optimizer",
    next: "last.u",
  });
  expect(notices).toEqual([]);
});

test("the error for wrong stateArgs names the argument and the parts of the result", async () => {
  const fn = compile(`function trainStep(params, base, x, mode) {
    const [loss, grads] = gradientsOf(params, x.ref, x);
    return { params: map((p, g) => p.sub(g), params, grads), loss: loss.add(base.w.sum()) };
  }`);
  const refuse = async (stateArgs: number[], text: RegExp) => {
    await using step = parallelize(fn, { devices: 1, batchArgs: [2], stateArgs }) as Any;
    await expect(step.getExecutable(weights(0.7), { w: filled(0.1, 3) }, x, "on")).rejects.toThrow(text);
  };
  await refuse(
    [0, 1],
    /^stateArgs: no part of the result has the tree and types of argument 1 \(base\.w is f32\[3\]\)/,
  );
  await refuse([0, 3], /^stateArgs: argument 3 is compiled in/);
  await refuse([7], /^stateArgs: names argument 7, but trainStep was called with 4 arguments/);
  expect(() => parallelize(fn, { batchArgs: [2], stateArgs: [0, 2] })).toThrow(
    "parallelize: stateArgs: argument 2 is in batchArgs too; leave it out of one of them",
  );
  expect(() => parallelize(fn, { stateArgs: 0 as never })).toThrow(/^parallelize: stateArgs: got 0; give a list/);
});

test("batch, state, frozen weights, keys and numbers are inferred without options", async () => {
  const fn = compile(`function trainStep(params, velocity, base, x, y, rate) {
    const [loss, grads] = gradientsOf(params, np.dot(x, base), y);
    const next = map((v, g) => v.mul(0.9).add(g), velocity, grads);
    return [loss, map((p, v) => p.sub(v.mul(rate)), params, refs(next)), next];
  }`);
  await using step = parallelize(fn, { devices: 2, method: zero({ stage: 3 }) }) as Any;
  const executable = await step.getExecutable(weights(0.7), zeros(), filled(0.4, size, size), x, y, 0.1);
  expect(executable.roles.map(({ path, role, next }: Any) => `${path} ${role} ${next ?? ""}`.trim())).toEqual([
    "params.u parameter out[1].u",
    "params.v parameter out[1].v",
    "velocity.u optimizer out[2].u",
    "velocity.v optimizer out[2].v",
    "base frozen",
    "x batch",
    "y batch",
    "rate number",
  ]);
});

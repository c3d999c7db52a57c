import { describe, expect, test } from "vitest";
import { clippedChain, conv, gpt, mlp, moe, smallGpt, type TracedStep } from "../../test/support/train-steps.ts";
import { seededRandom } from "../base/random.ts";
import { HostArray } from "../frontends/jaxjs/host-array.ts";
import { numpy as np, tree, valueAndGrad } from "../frontends/jaxjs/jax.ts";
import { layer } from "../frontends/jaxjs/layer.ts";
import { traceJaxjs } from "../frontends/jaxjs/trace.ts";
import { definingOps, type Op } from "../ir/graph.ts";
import { layerMark, markedLayer } from "../ir/scope.ts";
import { simplify } from "../ir/simplify.ts";
import { bytesOf, numElements } from "../ir/types.ts";
import { cutBlocks, cutLayers, cutPositions, findBlocks, type OpChain } from "./layer-cuts.ts";
import { findLayers, type Layers } from "./layers.ts";
import { splitMicrobatches } from "./microbatch.ts";
import { findRoles } from "./roles.ts";
import { matchState } from "./state.ts";
import type { Step } from "./step.ts";

const stepOf = ({ graph, batchInputs }: Pick<TracedStep, "graph" | "batchInputs">, microbatches = 1): Step =>
  splitMicrobatches(graph, { batchInputs, microbatches, stateOf: matchState(graph, batchInputs) });

/** Checks the properties of the layers of any step. */
function checkLayers(
  { graph, stateOf }: Step,
  layers: Layers,
  gradients: ReadonlyMap<number, readonly number[]>,
): void {
  const { opLayers, isForward, numLayers, inputLayers } = layers;
  const definers = definingOps(graph);
  const isScalar = (value: number) => numElements(graph.types[value].shape) === 1;
  graph.ops.forEach(({ operands }, index) => {
    expect(opLayers[index]).toBeLessThan(numLayers);
    for (const operand of operands) {
      const [from, to] = [opLayers[definers[operand]] ?? -1, opLayers[index]];
      if (definers[operand] < 0 || from < 0 || to < 0 || isForward[definers[operand]] !== isForward[index]) continue;
      // Activations go up the layers, gradients down; only scalars (a norm over all gradients) go both ways.
      if (isForward[index]) expect(from).toBeLessThanOrEqual(to);
      else if (!isScalar(operand)) expect(from).toBeGreaterThanOrEqual(to);
    }
  });
  expect(new Set([...opLayers].filter((layer) => layer >= 0)).size).toBe(numLayers);

  // The layer of a parameter is the first one whose forward part reads it; that layer also computes the new value. It
  // computes the gradient too, or receives it if the gradient has fewer bytes than the operands of its op.
  graph.outputs.forEach(({ value }, output) => {
    const input = stateOf[output];
    const own = gradients.get(input);
    if (!own) return;
    const readers = graph.ops.flatMap(({ operands }, index) =>
      isForward[index] && operands.includes(graph.inputs[input].value) ? [opLayers[index]] : [],
    );
    const firstLayer = Math.min(...readers);
    expect(inputLayers[input]).toBe(firstLayer);
    expect(opLayers[definers[value]]).toBe(firstLayer);
    if (!readers.every((reader) => reader === firstLayer)) return;
    const gradient = own.at(-1)!;
    const producer = definers[gradient];
    if (opLayers[producer] !== firstLayer) {
      const bytes = (values: readonly number[]) => values.reduce((sum, value) => sum + bytesOf(graph.types[value]), 0);
      expect(bytes([gradient])).toBeLessThanOrEqual(bytes(graph.ops[producer].operands));
      const users = graph.ops.flatMap(({ operands }, index) => (operands.includes(gradient) ? [opLayers[index]] : []));
      expect(users).toEqual(users.map(() => firstLayer));
    }
  });

  expect(layers.boundaryBytes).toHaveLength(numLayers - 1);
  expect(layers.forwardFlops).toHaveLength(numLayers);
}

describe.each([
  ["mlp", mlp(8, [8, 16, 16, 16, 16, 8]), [1, 2, 3, 5]],
  ["gpt", gpt(8, { ...smallGpt, layers: 4 }), [1, 2, 3, 4, 8]],
  ["moe", moe(8), [1, 2, 4]],
  ["conv", conv(8), [1, 2, 3]],
] as const)("%s", (_, traced, counts) => {
  test.each([1, 4])("in %d microbatches: activations go up, gradients down, parameters stay", (microbatches) => {
    const step = stepOf(traced, microbatches);
    const { gradients } = findRoles(step);
    for (const numLayers of counts) {
      const layers = findLayers(step, { numLayers });
      expect(layers.numLayers).toBe(numLayers);
      checkLayers(step, layers, gradients);
    }
  });
});

describe("identical layers", () => {
  test("a gpt is cut between its blocks; its inner blocks are identical layers, with backward and update", () => {
    const sizes = { ...smallGpt, layers: 6 };
    const step = stepOf(gpt(8, sizes), 2);
    const layers = findLayers(step, { numLayers: "auto" });
    expect(layers.numLayers).toBe(6);
    expect(layers.classes).toEqual([0, 1, 1, 1, 1, 2]);
    // Only the residual stream is between blocks: [microbatch 4, length, width] in f32.
    expect(layers.boundaryBytes).toEqual(Array(5).fill(4 * 4 * sizes.length * sizes.width));
    step.graph.inputs.forEach(({ name }, input) => {
      const block = /blocks\[(\d)\]/.exec(name);
      if (block) expect(layers.inputLayers[input]).toBe(Number(block[1]));
    });
  });

  test("blocks of different widths are not identical", () => {
    const { classes } = findLayers(stepOf(mlp(8, [8, 16, 16, 16, 24, 24, 8])), { numLayers: 6 });
    expect(classes).toEqual([0, 1, 1, 2, 3, 4]);
  });

  test("without identical blocks, as many layers as possible at the boundary bytes of two layers", () => {
    expect(findLayers(stepOf(conv(8)), { numLayers: "auto" }).numLayers).toBe(2);
    const widths = [8, 9, 10, 11, 12, 13, 14, 15, 16, 17];
    const layers = findLayers(stepOf(mlp(4, [...widths, 8])), { numLayers: "auto" });
    expect(layers.numLayers).toBe(2);
    const narrow = findLayers(
      stepOf(
        mlp(
          4,
          widths.flatMap((width) => [width, 4]),
        ),
      ),
      { numLayers: "auto" },
    );
    expect(narrow.numLayers).toBe(6);
    expect(new Set(narrow.boundaryBytes)).toEqual(new Set([4 * 4 * 4]));
  });

  test("repeats of a pattern of products", () => {
    const ones = (text: string) => [...text].map(() => 1);
    const repeats = (text: string) => findBlocks([...text], ones(text));
    expect(repeats("eabcabcabch")).toEqual({ count: 3, period: 3, begin: 1 });
    expect(repeats("aaaaaa")).toEqual({ count: 6, period: 1, begin: 0 });
    expect(repeats("abcdef").count).toBe(1);
    expect(repeats("aabcdefghi").count).toBe(1);
  });

  test.each([
    ["a head of a third of a block belongs to the last block", [], [2], [0, 2, 4]],
    ["one as large as a block is a layer", [], [6], [0, 2, 4, 6]],
    ["what lies before the blocks likewise", [5], [6], [0, 1, 3, 5, 7]],
    ["many ops behind the blocks are cut into layers as large as blocks", [1], [3, 3, 3, 3], [0, 3, 5, 7, 9]],
  ])("%s", (_, before, behind, begins) => {
    const flops = [...before, 3, 3, 3, 3, 3, 3, ...behind];
    const chain: OpChain = {
      flops,
      isHeavy: flops.map(() => true),
      reads: flops.map((_, op) => (op === 0 ? [] : [op - 1])),
      bytes: flops.map(() => 1),
    };
    expect(cutBlocks(chain, { count: 3, period: 2, begin: before.length }, 0.5)).toEqual(begins);
  });

  test("the output projection of a large vocabulary is a layer of its own; the blocks stay identical", () => {
    const sizes = { ...smallGpt, layers: 4, vocabulary: 8 * smallGpt.width };
    const step = stepOf(gpt(8, sizes), 2);
    const { classes } = findLayers(step, { numLayers: "auto" });
    expect(classes).toEqual([0, 1, 1, 1, 2]);
    expect(findLayers(step, { numLayers: 5 }).classes).toEqual(classes);
  });
});

describe("updates that need all gradients, and tied weights", () => {
  test.each([false, true])("clipping by the global norm keeps every update in its layer (tied: %s)", (tied) => {
    const step = stepOf(clippedChain(2, tied));
    const layers = findLayers(step, { numLayers: 3 });
    checkLayers(step, layers, findRoles(step).gradients);
    expect([...layers.inputLayers.slice(0, 3)]).toEqual(tied ? [0, 0, 1] : [0, 1, 2]);
  });
});

describe("marks", () => {
  const traced = mlp(8, [8, 16, 16, 16, 8]);
  const step = stepOf(traced);
  const free = findLayers(step, { numLayers: 4 });
  const markedBy = (nameOf: (layer: number) => string | undefined): Step => {
    const ops = step.graph.ops.map((op, index): Op => {
      const name = free.isForward[index] ? nameOf(free.opLayers[index]) : undefined;
      return name === undefined ? op : { ...op, scope: `loss/${layerMark(name)}/dense` };
    });
    return { ...step, graph: { ...step.graph, ops } };
  };

  test("decide the layers", () => {
    const layers = findLayers(
      markedBy((layer) => (layer < 2 ? "encoder" : "decoder")),
      { numLayers: "auto" },
    );
    expect(layers.names).toEqual(["encoder", "decoder"]);
    layers.opLayers.forEach((layer, op) => {
      if (layers.isForward[op]) expect(layer).toBe(free.opLayers[op] < 2 ? 0 : 1);
    });
  });

  test("an op that was moved among the ops of another layer keeps its layer", () => {
    const ops = [...free.opLayers.keys()].filter((op) => free.isForward[op] && free.opLayers[op] === 2);
    const marked = markedBy((own) => (own < 2 ? "encoder" : "decoder"));
    const moved = marked.graph.ops.map((op, index) => (index === ops[1] ? { ...op, scope: layerMark("encoder") } : op));
    const layers = findLayers({ ...marked, graph: { ...marked.graph, ops: moved as Op[] } }, { numLayers: "auto" });
    expect(layers.names).toEqual(["encoder", "decoder"]);
    // It reads the decoder's values, so it cannot be in a layer before.
    expect(layers.opLayers[ops[1]]).toBe(1);
    checkLayers(marked, layers, findRoles(marked).gradients);
  });

  test("unmarked ops belong to the next marked layer, at the end to the last one", () => {
    const layers = findLayers(
      markedBy((layer) => (layer === 1 ? "first" : layer === 2 ? "second" : undefined)),
      {
        numLayers: "auto",
      },
    );
    expect(layers.names).toEqual(["first", "second"]);
    layers.opLayers.forEach((layer, op) => {
      if (layers.isForward[op]) expect(layer).toBe(free.opLayers[op] < 2 ? 0 : 1);
    });
  });
});

describe("layers marked in jax-js", () => {
  type Arr = np.Array;
  const width = 8;
  const weight = () => HostArray.zeros([width, width]);

  /** A network of residual blocks of two products each, and a head; `mark` marks them as layers. */
  function trace(mark: typeof layer): Pick<TracedStep, "graph" | "batchInputs"> {
    const block = mark((x: Arr, [up, down]: Arr[]) => x.ref.add(np.dot(np.tanh(np.dot(x, up)), down)), "block");
    const head = mark((x: Arr, w: Arr) => np.square(np.dot(x, w)).mean(), "head");
    const loss = ({ blocks, output }: { blocks: Arr[][]; output: Arr }, x: Arr): Arr =>
      head(
        blocks.reduce((h, weights) => block(h.mul(2), weights), x),
        output,
      );
    function markedStep(params: { blocks: Arr[][]; output: Arr }, x: Arr) {
      const [value, gradients] = valueAndGrad(loss)(tree.ref(params), x);
      const next = tree.map((p: Arr, g: Arr) => p.sub(g.mul(0.1)), params as never, gradients as never);
      return { params: next, loss: value };
    }
    const blocks = Array.from({ length: 4 }, () => [weight(), weight()]);
    const example = HostArray.zeros([4, width]);
    const { graph } = traceJaxjs(markedStep as never, [{ blocks, output: weight() }, example]);
    return { graph: simplify(graph), batchInputs: [{ input: graph.inputs.length - 1, dim: 0 }] };
  }

  test.each([1, 2])(
    "are the layers, with backward and update, and identical ones are found (%d microbatches)",
    (microbatches) => {
      const step = stepOf(trace(layer), microbatches);
      const layers = findLayers(step, { numLayers: "auto" });
      expect(layers.names).toEqual(["block", "block.2", "block.3", "block.4", "head"]);
      checkLayers(step, layers, findRoles(step).gradients);
      expect([...layers.inputLayers.slice(0, 9)]).toEqual([0, 0, 1, 1, 2, 2, 3, 3, 4]);
      expect(layers.classes).toEqual([0, 1, 1, 1, 2]);
      expect(new Set(layers.boundaryBytes)).toEqual(new Set([(4 / microbatches) * width * 4]));
      layers.opLayers.forEach((own, op) => {
        const mark = markedLayer(step.graph.ops[op].scope);
        if (layers.isForward[op] && mark !== undefined) expect(layers.names![own]).toBe(mark);
      });
    },
  );

  test("are more than the automatic cut finds, at the same cost", () => {
    const [marked, plain] = [trace(layer), trace((fn) => fn)].map((traced) => stepOf(traced));
    expect(marked.graph.ops.map(({ kind }) => kind).sort()).toEqual(plain.graph.ops.map(({ kind }) => kind).sort());
    expect(findLayers(plain, { numLayers: "auto" }).names).toBeUndefined();
  });
});

describe("the cut", () => {
  /**
   * The best of all cuts at the cut positions: among balanced cuts, the one with the smallest maximum of bytes between
   * layers, then the fewest bytes in total, then the smallest sum of squared deviations.
   */
  function bruteForce(chain: OpChain, numLayers: number, imbalance: number): number[] {
    const positions = cutPositions(chain);
    const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
    const average = sum(chain.flops) / numLayers;
    const all: number[][] = [];
    const choose = (begins: number[], from: number) => {
      if (begins.length === numLayers) all.push(begins);
      else for (let i = from; i < positions.length - 1; i++) choose([...begins, positions[i]], i + 1);
    };
    choose([0], 1);
    const scored = all.map((begins) => {
      const parts = begins.map((begin, i) => [begin, begins[i + 1] ?? chain.flops.length]);
      const flops = parts.map(([begin, end]) => sum(chain.flops.slice(begin, end)));
      const bytes = parts.map(([begin, end]) => {
        const producers = new Set(chain.reads.slice(begin, end).flat());
        return sum([...producers].filter((producer) => producer < begin).map((producer) => chain.bytes[producer]));
      });
      const squares = sum(flops.map((own) => (own / average - 1) ** 2));
      return { begins, flops: Math.max(...flops), cut: Math.max(...bytes), sum: sum(bytes), squares };
    });
    const limit = Math.max((1 + imbalance) * average, Math.min(...scored.map(({ flops }) => flops))) * (1 + 1e-9);
    const balanced = scored.filter(({ flops }) => flops <= limit);
    const cut = Math.min(...balanced.map((one) => one.cut));
    const least = balanced.filter((one) => one.cut === cut);
    const bytes = Math.min(...least.map((one) => one.sum));
    return least.filter((one) => one.sum === bytes).sort((a, b) => a.squares - b.squares)[0].begins;
  }

  test("is the best one: brute force on random chains", () => {
    const random = seededRandom(3);
    for (let round = 0; round < 200; round++) {
      const numOps = 6 + random.int(8);
      const ops = Array.from({ length: numOps }, (_, op) => op);
      const chain: OpChain = {
        flops: ops.map(() => 1 + random.int(20)),
        isHeavy: ops.map((op) => op === 0 || random.int(2) === 0),
        reads: ops.map((op) => (op === 0 ? [] : [...new Set([op - 1, random.int(op)])])),
        bytes: ops.map(() => 1 + random.int(9)),
      };
      const numHeavy = chain.isHeavy.filter(Boolean).length;
      const numLayers = 1 + random.int(numHeavy);
      const imbalance = random.pick([0, 0.2, 0.5, 2]);
      expect(cutLayers(chain, numLayers, imbalance).begins, `round ${round}`).toEqual(
        bruteForce(chain, numLayers, imbalance),
      );
    }
  });

  test("bytes between layers are those of the values that cross", () => {
    const step = stepOf(mlp(8, [8, 16, 16, 8]));
    const { boundaryBytes } = findLayers(step, { numLayers: 3 });
    expect(boundaryBytes).toEqual([8, 8].map((batch) => bytesOf({ dtype: "f32", shape: [batch, 16] })));
  });
});

describe("errors of steps that cannot be cut", () => {
  const step = stepOf(conv(8));

  test("too many layers, or none", () => {
    expect(() => findLayers(step, { numLayers: 4 })).toThrow(
      "layers: 4 layers need at least as many products or convolutions in the forward part, got 3; lower the layers",
    );
    expect(() => findLayers(step, { numLayers: 0 })).toThrow('got 0; give an integer of 1 or more, or "auto"');
  });

  test("a step that does not return its loss", () => {
    const { graph } = step;
    const outputs = graph.outputs.filter((_, output) => step.stateOf[output] >= 0);
    const silent = { ...step, graph: { ...graph, outputs }, stateOf: step.stateOf.filter((input) => input >= 0) };
    expect(() => findLayers(silent, { numLayers: 2 })).toThrow("return the loss");
  });
});

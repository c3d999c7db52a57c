/** @file Optimizers for parts of the parameters: masks and groups, by optax's names. */
import { InvalidConfig } from "../base/errors.ts";
import { suggestion } from "../base/suggest.ts";
import { numpy as np, tree } from "../frontends/jaxjs/jax.ts";
import { type AnyTensors, type Arrays, mapArrays, type Optimizer } from "./optimizer.ts";

/** A label for every parameter: in the parameters' tree, one label may stand for a whole subtree. */
export type Labels<Label> = Label | readonly Labels<Label>[] | { readonly [name: string]: Labels<Label> };

/** Labels, or a function that gives them for the parameters. It may read their shapes, and must not consume them. */
export type LabelsOf<Label> = Labels<Label> | ((params: never) => Labels<Label>);

/** A tree in which every leaf of another label is replaced by an empty list, which has no leaves. */
const dropped: readonly never[] = [];

type Node = Readonly<Record<string, unknown>>;
const isLabel = (labels: unknown): labels is boolean | string =>
  typeof labels === "boolean" || typeof labels === "string";

/** The label of every key of a node. @throws InvalidConfig if the labels are for another tree */
function labelsOfKey(where: string, labels: unknown, node: unknown, key: string, path: string): unknown {
  const isNode = typeof labels === "object" && labels !== null && Array.isArray(labels) === Array.isArray(node);
  if (isNode && Object.hasOwn(labels, key)) return (labels as Node)[key];
  throw new InvalidConfig(where, `has nothing at ${path}; give a tree like the parameters, or a value for a subtree`);
}

/** Whether a value is a list or an object of further values; arrays and specs are not. */
function isNodeOf(value: unknown): value is Node {
  return Array.isArray(value) || (typeof value === "object" && value !== null && value.constructor === Object);
}

/** A tree of the same lists and objects with `visit`'s value in place of each subtree that has one label. */
function mapLabels(
  where: string,
  labels: unknown,
  trees: readonly unknown[],
  visit: (label: boolean | string, subtrees: readonly unknown[], path: string) => unknown,
  path = "",
): unknown {
  if (isLabel(labels)) return visit(labels, trees, path);
  const [first] = trees;
  if (!isNodeOf(first))
    throw new InvalidConfig(where, `is no label at ${path || "its root"}, where the parameters have an array`);
  const at = (key: string): unknown => {
    const inner = Array.isArray(first) ? `${path}[${key}]` : path === "" ? key : `${path}.${key}`;
    const own = labelsOfKey(where, labels, first, key, inner);
    const values = trees.map((each) => (each as Node)[key]);
    return mapLabels(where, own, values, visit, inner);
  };
  return Array.isArray(first)
    ? first.map((_, i) => at(`${i}`))
    : Object.fromEntries(Object.keys(first).map((key) => [key, at(key)]));
}

const labelsFor = <Label>(labels: LabelsOf<Label>, params: unknown): unknown =>
  typeof labels === "function" ? (labels as (params: unknown) => unknown)(params) : labels;

/**
 * Applies `optimizer` where `mask` is true; gradients of other parameters pass unchanged, and have no state.
 *
 *     chain(masked(addDecayedWeights(1e-2), (params) => isMatrix(params)), sgd(0.1))
 */
export function masked(optimizer: Optimizer, mask: LabelsOf<boolean>): Optimizer {
  const where = "masked: mask";
  const wanted = (labels: unknown, value: unknown): unknown =>
    mapLabels(where, labels, [value], (label, [subtree], path) => {
      if (typeof label !== "boolean")
        throw new InvalidConfig(where, `got ${JSON.stringify(label)} at ${path || "its root"}; give true or false`);
      return label ? subtree : dropped;
    });
  return {
    init: (params) => ({ inner: optimizer.init(wanted(labelsFor(mask, params), params)) }) as unknown as AnyTensors,
    update<Params>(gradients: Params, state: Arrays, params: Params): [Params, Arrays] {
      const labels = labelsFor(mask, params);
      const own = tree.ref(wanted(labels, params) as never) as unknown;
      tree.dispose(params as never);
      const { inner } = state as unknown as { inner: Arrays };
      const [updates, next] = optimizer.update(wanted(labels, gradients), inner, own);
      const merged = mapLabels(where, labels, [gradients, updates], (label, [gradient, update]) =>
        label ? update : gradient,
      );
      return [merged as Params, { inner: next } as unknown as Arrays];
    },
  };
}

/**
 * Applies to every parameter the optimizer of its label:
 *
 *     const optimizers = { body: adamw(1e-3), head: sgd(0.1), frozen: setToZero() };
 *     multiTransform(optimizers, { embed: "frozen", blocks: "body", head: "head" })
 */
export function multiTransform(optimizers: Readonly<Record<string, Optimizer>>, labels: LabelsOf<string>): Optimizer {
  const where = "multiTransform: labels";
  const names = Object.keys(optimizers);
  const checked = (label: boolean | string, path: string): string => {
    if (typeof label === "string" && names.includes(label)) return label;
    const text = `got ${JSON.stringify(label)} at ${path || "its root"}${suggestion(`${label}`, names)}`;
    throw new InvalidConfig(where, text);
  };
  const ofLabel = (own: unknown, value: unknown, name: string): unknown =>
    mapLabels(where, own, [value], (label, [subtree], path) => (checked(label, path) === name ? subtree : dropped));
  return {
    init(params) {
      const own = labelsFor(labels, params);
      const states = names.map((name) => [name, optimizers[name].init(ofLabel(own, params, name))]);
      return Object.fromEntries(states) as AnyTensors;
    },
    update<Params>(gradients: Params, state: Arrays, params: Params): [Params, Arrays] {
      const own = labelsFor(labels, params);
      const states = state as unknown as Record<string, Arrays>;
      const results = names.map((name) =>
        optimizers[name].update(ofLabel(own, gradients, name), states[name], ofLabel(own, params, name)),
      );
      const updates = mapLabels(
        where,
        own,
        [gradients, ...results.map(([each]) => each)],
        (label, [, ...parts], path) => parts[names.indexOf(checked(label, path))],
      );
      const next = Object.fromEntries(names.map((name, i) => [name, results[i][1]]));
      return [updates as Params, next as unknown as Arrays];
    },
  };
}

/** Replaces every gradient by zero: the parameters stay as they are. */
export const setToZero = (): Optimizer => ({
  init: () => [],
  update(gradients, state, params) {
    tree.dispose(params as never);
    return [mapArrays((gradient) => np.zerosLike(gradient), gradients), state];
  },
});

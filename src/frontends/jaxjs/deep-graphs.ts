/**
 * @file Lets jax-js differentiate graphs of any depth. At the end of a gradient's trace, jax-js frees its tracers by
 * recursion along the longest path of the graph, which overflows the stack at about 60 transformer layers. This file
 * replaces the recursion by a list of pending calls.
 */
import { linearize, numpy as np } from "@jax-js/jax";

interface Disposable {
  dispose(): void;
}

/**
 * The prototype of jax-js's partial-evaluation tracers, which no export names: the tangent inside `linearize` is one.
 */
function partialEvalPrototype(): Disposable {
  let prototype: Disposable | undefined;
  const [result, linear] = linearize(
    (x: np.Array) => {
      prototype = Object.getPrototypeOf((x as unknown as { tangent: object }).tangent);
      return x.mul(2);
    },
    [np.array(1)],
  );
  (result as np.Array).dispose();
  linear.dispose();
  return prototype as Disposable;
}

const prototype = partialEvalPrototype();
const disposeOne = prototype.dispose;
let waiting: Disposable[] | undefined;

prototype.dispose = function dispose(this: Disposable): void {
  if (waiting) {
    waiting.push(this);
    return;
  }
  waiting = [this];
  try {
    for (let next = waiting.pop(); next; next = waiting.pop()) disposeOne.call(next);
  } finally {
    waiting = undefined;
  }
};

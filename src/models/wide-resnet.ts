/**
 * @file Wide residual networks for images (He et al. 2016; Zagoruyko & Komodakis 2016) as in Alpa's benchmark:
 * bottleneck blocks whose 3 × 3 convolution is `width` times as wide, batch normalization, and one dense layer after
 * global average pooling.
 */
import { InvalidConfig } from "../base/errors.ts";
import { defineTrainable, type Initializer, type Leaf } from "../frontends/jaxjs/example.ts";
import { TensorSpec } from "../frontends/jaxjs/host-array.ts";
import { lax, nn, numpy as np, tree, valueAndGrad } from "../frontends/jaxjs/jax.ts";
import { layer } from "../frontends/jaxjs/layer.ts";
import { adam, applyUpdates, type Optimizer } from "../optim/index.ts";
import { crossEntropy, initLinear, type Linear, linear, type Norm } from "./layers.ts";

export interface WideResnetOptions {
  /** Blocks of each of the four groups. The first block of every group except the first halves height and width. */
  readonly blocks?: readonly number[];
  /** Channels of the first convolution. Each group of blocks has twice the channels of the previous one. */
  readonly channels?: number;
  readonly width?: number;
  /** Height and width of an image of three colours: a multiple of 32. */
  readonly image?: number;
  readonly classes?: number;
  /**
   * The number of consecutive examples that share batch-normalization statistics ("ghost batch", Hoffer et al. 2017).
   * The result equals batch normalization with gradient accumulation over microbatches of this size, for any number of
   * microbatches here. A smaller batch is one group.
   */
  readonly ghostBatch?: number;
  readonly optimizer?: Optimizer;
}

/** A convolution without biases, [channels out, channels in, height, width], and the normalization after it. */
interface Convolution<T> {
  filter: T;
  norm: Norm<T>;
}

interface Block<T> {
  reduce: Convolution<T>;
  spatial: Convolution<T>;
  expand: Convolution<T>;
  /** Projects the block's input to the shape of its result, where they differ. */
  project: Convolution<T>[];
}

interface Params<T> {
  stem: Convolution<T>;
  blocks: Block<T>[];
  output: Linear<T>;
}

/** Running averages of one normalization, [channels] each; written by training, read by evaluation. */
type Statistics<T> = {
  mean: T;
  variance: T;
};

/** The decay of running averages per step. */
const decay = 0.9;

/**
 * Max pooling along dim `dim` of x ≥ 0 with window 3 and stride 2: a size of 2n becomes n. A zero follows the last
 * element.
 */
export function maxOfThree(x: np.Array, dim: 2 | 3): np.Array {
  const count = x.shape[dim] / 2;
  const padded = np.pad(
    x,
    x.shape.map((_, d): [number, number] => [0, d === dim ? 2 : 0]),
  );
  const pairs = padded.reshape(x.shape.toSpliced(dim, 1, count + 1, 2));
  const pick = (part: np.Array, from: number, which: number): np.Array =>
    part.slice(
      ...x.shape
        .map((_, d): [] | [number, number] => (d === dim ? [from, from + count] : []))
        .toSpliced(dim + 1, 0, which as never),
    );
  return np.maximum(np.maximum(pick(pairs.ref, 0, 0), pick(pairs.ref, 0, 1)), pick(pairs, 1, 0));
}

/** A wide ResNet on images of random pixels, as in Alpa's benchmark. */
export function wideResnet({
  blocks = [1, 1, 1, 1],
  channels = 8,
  width = 2,
  image = 32,
  classes = 10,
  ghostBatch = 16,
  optimizer = adam(1e-3),
}: WideResnetOptions = {}) {
  /** Per block: its group and the stride of its spatial convolution. */
  const groups = blocks.flatMap((count, group) => Array<number>(count).fill(group));
  const strides = groups.map((group, i) => (group > 0 && group !== groups[i - 1] ? 2 : 1));

  /**
   * Normalizes x [batch, channels, height, width] per channel over all positions of `ghostBatch` examples; adds the
   * statistics to `seen`.
   */
  function batchNorm({ scale, bias }: Norm<np.Array>, x: np.Array, seen: Statistics<np.Array>[]): np.Array {
    const [batch, size, ...space] = x.shape;
    const examples = Math.min(batch, ghostBatch);
    if (batch % examples !== 0)
      throw new InvalidConfig(
        "batch",
        `${batch} examples do not divide into the groups of ${ghostBatch} that share batch normalization statistics; use a multiple of ${ghostBatch}, or fewer`,
        { batch, ghostBatch },
      );
    const grouped = x.reshape([batch / examples, examples, size, ...space]);
    const mean = grouped.ref.mean([1, 3, 4], { keepdims: true });
    const centered = grouped.sub(mean.ref);
    const variance = np.square(centered.ref).mean([1, 3, 4], { keepdims: true });
    const average = (value: np.Array): np.Array => lax.stopGradient(value).mean(0).reshape([size]);
    seen.push({ mean: average(mean), variance: average(variance.ref) });
    // One factor per channel, so that the backward pass needs only `centered` saved.
    const factor = scale.reshape([size, 1, 1]).div(np.sqrt(variance.add(1e-5)));
    const normal = centered.mul(factor).add(bias.reshape([size, 1, 1]));
    return normal.reshape([batch, size, ...space]);
  }

  function convolve(
    { filter, norm }: Convolution<np.Array>,
    x: np.Array,
    seen: Statistics<np.Array>[],
    stride = 1,
  ): np.Array {
    return batchNorm(norm, lax.convGeneralDilated(x, filter, [stride, stride], "SAME"), seen);
  }

  /**
   * A block's result and the statistics of its normalizations. Blocks are the model's layers, 16 in a ResNet-50 and 33
   * in a ResNet-101, as in Alpa.
   */
  function runBlock(
    { reduce, spatial, expand, project }: Block<np.Array>,
    x: np.Array,
    stride: number,
  ): { x: np.Array; seen: Statistics<np.Array>[] } {
    const seen: Statistics<np.Array>[] = [];
    let y = nn.relu(convolve(reduce, x.ref, seen));
    y = nn.relu(convolve(spatial, y, seen, stride));
    y = convolve(expand, y, seen);
    return { x: nn.relu(y.add(project.length > 0 ? convolve(project[0], x, seen, stride) : x)), seen };
  }

  /** Mean loss, and the statistics of every normalization in the order of `init`. */
  function loss(
    { stem, blocks: layers, output }: Params<np.Array>,
    images: np.Array,
    labels: np.Array,
  ): [np.Array, Statistics<np.Array>[]] {
    const seen: Statistics<np.Array>[] = [];
    let x = nn.relu(convolve(stem, images, seen, 2));
    x = maxOfThree(maxOfThree(x, 2), 3);
    layers.forEach((block, i) => {
      const result = layer(runBlock, `block.${i}`)(block, x, strides[i]);
      x = result.x;
      seen.push(...result.seen);
    });
    return [crossEntropy(linear(output, x.mean([2, 3])), labels), seen];
  }

  return defineTrainable({
    name: "wide-resnet",
    batch: { images: new TensorSpec([3, image, image]), labels: new TensorSpec([], "i32") },
    description: `wide ResNet of ${groups.length} blocks, ${channels} channels and more`,
    init(make: Initializer) {
      const statistics: Statistics<Leaf>[] = [];
      const convolution = (inputs: number, outputs: number, size: number, scale = 1): Convolution<Leaf> => {
        statistics.push({ mean: make.fill([outputs], 0), variance: make.fill([outputs], 1) });
        const filter = make.random([outputs, inputs, size, size], Math.sqrt(2 / (inputs * size * size)));
        return { filter, norm: { scale: make.fill([outputs], scale), bias: make.fill([outputs], 0) } };
      };
      const stem = convolution(3, channels, 7);
      let inputs = channels;
      const layers = strides.map((_, layer): Block<Leaf> => {
        const own = channels * 2 ** groups[layer];
        const block = {
          reduce: convolution(inputs, own, 1),
          spatial: convolution(own, own * width, 3),
          // A block begins as the identity.
          expand: convolution(own * width, 4 * own, 1, 0),
          project: inputs === 4 * own ? [] : [convolution(inputs, 4 * own, 1)],
        };
        inputs = 4 * own;
        return block;
      });
      const params: Params<Leaf> = { stem, blocks: layers, output: initLinear(make, inputs, classes) };
      return { params, optimizer: optimizer.init(params), statistics };
    },
    trainStep(state, images, labels) {
      const [[value, seen], gradients] = valueAndGrad(loss, { hasAux: true })(tree.ref(state.params), images, labels);
      const [updates, next] = optimizer.update(gradients, state.optimizer, tree.ref(state.params));
      const move = (old: np.Array, now: np.Array): np.Array => old.mul(decay).add(now.mul(1 - decay));
      const statistics = tree.map(move, state.statistics, seen) as typeof seen;
      return { state: { params: applyUpdates(state.params, updates), optimizer: next, statistics }, loss: value };
    },
  });
}

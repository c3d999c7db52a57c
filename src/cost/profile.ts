/**
 * @file Measured profiles: the measurements of a host that `alpa profile` writes, and the cost model based on them.
 * Sizes between measured ones are interpolated; the analytic model applies to everything that was not measured.
 */
import * as z from "zod";
import { InvalidConfig } from "../base/errors.ts";
import { jsonMistake } from "../base/json-mistake.ts";
import type { DeviceKind, OpClass } from "../cluster/device.ts";
import { type PricedCollective, pricedCollectives, type SecondsOfBytes } from "./collectives.ts";
import { matmulSizes, type OpWork, opSeconds } from "./ops.ts";

const seconds = z.number().positive();
const count = z.int().positive();
const opClasses = ["matmul", "conv", "elementwise", "reduce", "move"] as const satisfies readonly OpClass[];

export const profileSchema = z.strictObject({
  version: z.literal(1),
  /** Name of the device preset that was measured, and how many devices of the host worked at the same time. */
  device: z.string(),
  numDevices: count,
  /** A description of the measurement, its machine and its date. */
  about: z.string().default(""),
  ops: z.array(
    z.strictObject({
      kind: z.enum(opClasses),
      /**
       * The kernel that was measured (`OpWork.kernel`). Without it, the points apply to all kernels of the class that
       * have no points of their own.
       */
      kernel: z.string().optional(),
      dtype: z.string(),
      points: z
        .array(
          z.strictObject({
            flops: z.number().nonnegative(),
            bytesRead: z.number().nonnegative(),
            bytesWritten: z.number().nonnegative(),
            sizes: z.strictObject({ batch: count, m: count, n: count, k: count }).optional(),
            seconds,
          }),
        )
        .min(1),
    }),
  ),
  collectives: z.array(
    z.strictObject({
      kind: z.enum(pricedCollectives),
      /** Devices of one group, and groups that worked at the same time on the host. */
      numDevices: z.int().min(2),
      numGroups: count.default(1),
      points: z.array(z.strictObject({ bytes: z.number().positive(), seconds })).min(1),
    }),
  ),
});

export type Profile = z.output<typeof profileSchema>;

/** A profile from parsed JSON. @throws InvalidConfig naming `from` (the file) and the path of the first mistake */
export function parseProfile(json: unknown, from = "profile"): Profile {
  const parsed = profileSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new InvalidConfig(from, `${jsonMistake(json, parsed.error, "the profile")}; write it again with alpa profile`);
}

/**
 * Interpolates linearly between measured points. Below the first point its seconds apply, above the last point its
 * rate. The result is monotone.
 */
export function interpolateSeconds(
  points: readonly { readonly bytes: number; readonly seconds: number }[],
): SecondsOfBytes {
  const sorted = [...points].sort((a, b) => a.bytes - b.bytes);
  let slowest = 0;
  const known = sorted.map((point) => {
    slowest = Math.max(slowest, point.seconds);
    return { bytes: point.bytes, seconds: slowest };
  });
  const last = known[known.length - 1];
  return (bytes) => {
    if (bytes <= known[0].bytes) return known[0].seconds;
    if (bytes >= last.bytes) return (last.seconds * bytes) / last.bytes;
    const i = known.findIndex((point) => point.bytes > bytes);
    const [low, high] = [known[i - 1], known[i]];
    return low.seconds + ((bytes - low.bytes) * (high.seconds - low.seconds)) / (high.bytes - low.bytes);
  };
}

/** The measured cost of a collective; undefined if the profile has no such group. */
export function profiledCollective(
  profile: Profile,
  kind: PricedCollective,
  numDevices: number,
  numGroups: number,
): SecondsOfBytes | undefined {
  const table = profile.collectives.find(
    (entry) => entry.kind === kind && entry.numDevices === numDevices && entry.numGroups === numGroups,
  );
  return table && interpolateSeconds(table.points);
}

/**
 * Cost of im2col in a convolution, as the number of filters whose multiplication takes the same time. ONNX Runtime
 * takes 0.6–1.4 ns per copied element, less for longer image rows, and 0.02 ns more per filter. Measured with 4 to 64
 * filters over images of 14 × 14 and 28 × 28, windows of 3 × 3 to 28 × 28, one thread.
 */
const layoutFilters = 36;

/** The roofline of a convolution, including im2col. */
function convolutionRoofline(device: DeviceKind, work: OpWork): number {
  // A convolution with a dilated input multiplies first and then adds up the overlapping results.
  if (work.kernel === "spread") return opSeconds(device, work);
  const { m } = matmulSizes(work);
  return opSeconds(device, { ...work, flops: (work.flops * (m + layoutFilters)) / m });
}

/**
 * Returns the seconds of ops on a device with a profile.
 *
 * - Ops bound by memory follow the measured table by bytes.
 * - Matmuls scale the roofline by the measured/roofline ratio of nearby shapes, weighted by inverse squared distance in
 *   log2 of the sizes.
 * - Convolutions scale it by the ratio of images of a similar number of pixels. Other sizes are left to the roofline,
 *   so that a search does not choose between shapes by measurement noise.
 *
 * A kernel without measurements uses those of its class: of its element type if there are any, otherwise of f32.
 */
export function profiledOpSeconds(device: DeviceKind, profile: Profile): (work: OpWork) => number {
  const models = new Map<string, (work: OpWork) => number>();
  for (const { kind, kernel, dtype, points } of profile.ops) {
    const works = points.map((point): OpWork & { seconds: number } => ({ ...point, kind, kernel, dtype }));
    const scaled = (roofline: typeof opSeconds, sizes: (work: OpWork) => number[], blur: number) => {
      const known = works.map((work) => ({ at: sizes(work), ratio: work.seconds / roofline(device, work) }));
      return (work: OpWork): number => roofline(device, work) * nearbyRatio(known, sizes(work), blur);
    };
    const byBytes = (): ((work: OpWork) => number) => {
      const table = interpolateSeconds(works.map((w) => ({ bytes: w.bytesRead + w.bytesWritten, seconds: w.seconds })));
      return (work) => table(work.bytesRead + work.bytesWritten);
    };
    const model =
      kind === "matmul"
        ? scaled(opSeconds, logSizes, 0)
        : kind === "conv"
          ? scaled(convolutionRoofline, (work) => [Math.log2(matmulSizes(work).n)], 1)
          : byBytes();
    models.set(modelName(kind, kernel, dtype), model);
  }
  return (work) => {
    for (const dtype of [work.dtype, "f32"]) {
      for (const kernel of [work.kernel, undefined]) {
        const model = models.get(modelName(work.kind, kernel, dtype));
        if (model) return model(work);
      }
    }
    return opSeconds(device, work);
  };
}

const modelName = (kind: OpClass, kernel: string | undefined, dtype: string): string =>
  `${kind} ${kernel ?? ""} ${dtype}`;

const logSizes = (work: OpWork): number[] => {
  const { batch, m, n, k } = matmulSizes(work);
  return [Math.log2(batch), Math.log2(m), Math.log2(n), Math.log2(k)];
};

/** Mean of the ratios, weighted by 1 / (squared distance + `blur`). */
function nearbyRatio(
  known: readonly { at: readonly number[]; ratio: number }[],
  at: readonly number[],
  blur: number,
): number {
  let [sum, weights] = [0, 0];
  for (const point of known) {
    const squared = blur + point.at.reduce((total, x, i) => total + (x - at[i]) ** 2, 0);
    if (squared < 1e-12) return point.ratio;
    sum += point.ratio / squared;
    weights += 1 / squared;
  }
  return sum / weights;
}

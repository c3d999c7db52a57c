/** @file The points of a sweep: every combination of the values of its variables, each a command of its own. */
import { InvalidConfig } from "../../base/errors.ts";
import { divisorsOf } from "../../base/integers.ts";
import { type Cluster, numDevices } from "../../cluster/cluster.ts";
import { parseSpeed, withNetworkSpeed } from "../../cluster/parse.ts";
import type { Question } from "../figures/question.ts";

/** Megatron-LM's degrees: data × pipeline × tensor. */
export interface Degrees {
  readonly data: number;
  readonly pipeline: number;
  readonly tensor: number;
}

/** The variables of a sweep; one without values is left to each plan. */
export interface SweepSpace {
  readonly model: string;
  readonly cluster: Cluster;
  /** The cluster as a question names it: text, or a file. */
  readonly clusterName: string;
  /** Speeds of a network card, such as `25GB/s`, of a cluster that is given as text. */
  readonly networks: readonly string[];
  /** Numbers of the cluster's first devices. Default: all of them. */
  readonly devices: readonly number[];
  readonly batches: readonly number[];
  readonly sequences: readonly number[];
  readonly microbatches: readonly number[];
  readonly methods: readonly string[];
  /** Layouts of Megatron-LM, beside the methods; `all`: every one that divides the devices. */
  readonly layouts: readonly Degrees[] | "all";
  /** Schedules of layouts of several stages. */
  readonly schedules: readonly string[];
  /** `weak`: the batches are of the smallest number of devices and grow with the devices. */
  readonly scaling: "strong" | "weak";
  /** Options of every point, and of layouts alone. */
  readonly options: Question["options"];
  readonly ofLayouts: Question["options"];
}

/** One plan of a sweep. */
export interface SweepPoint {
  readonly question: Question;
  readonly devices: number;
  /** Of each network card. */
  readonly networkBytesPerSecond?: number;
  readonly batch?: number;
  readonly sequence?: number;
  /** The method, or the layout, in a few characters. */
  readonly method: string;
  readonly layout?: Degrees;
  readonly schedule?: string;
}

export const degreesText = ({ data, pipeline, tensor }: Degrees): string => `${data}x${pipeline}x${tensor}`;

/** Most points of a sweep. */
const maxPoints = 2000;

/** All points, in the order of the variables. @throws InvalidConfig for a space of no points or of too many */
export function sweepPoints(space: SweepSpace): SweepPoint[] {
  const { model, cluster, scaling, options } = space;
  checkNetworks(space);
  const all = numDevices(cluster);
  const tooMany = space.devices.find((devices) => devices > all);
  if (tooMany !== undefined)
    throw new InvalidConfig("--devices", `${tooMany} asked for, ${cluster.name} has ${all}; give a larger --cluster`);
  const smallest = Math.min(...space.devices, all);
  const points: SweepPoint[] = [];
  for (const [devices, network, sequence, given, microbatches] of combinations(space)) {
    const used = devices ?? all;
    const batch = given !== undefined && scaling === "weak" ? (given * used) / smallest : given;
    for (const { method, layout, schedule } of choicesOf(space, used)) {
      const question: Question = {
        command: "plan",
        model,
        options: {
          cluster: network === undefined ? space.clusterName : withNetworkSpeed(space.clusterName, network),
          ...(devices !== undefined && { devices }),
          ...(batch !== undefined && { batch }),
          ...(sequence !== undefined && { sequence }),
          ...(microbatches !== undefined && { microbatches }),
          ...(layout ? { ...layoutOptions(layout, schedule), ...space.ofLayouts } : { method }),
          ...options,
        },
      };
      const networkBytesPerSecond = network === undefined ? undefined : parseSpeed(network, "--network");
      points.push({ question, devices: used, networkBytesPerSecond, batch, sequence, method, layout, schedule });
    }
  }
  if (points.length === 0)
    throw new InvalidConfig("--layout", "no layout has as many devices as --devices; give others, or all");
  if (points.length > maxPoints)
    throw new InvalidConfig("sweep", `has ${points.length} points, more than ${maxPoints}; give fewer values`);
  return points;
}

/** The values of the variables together; those that are left to each plan are undefined. */
function* combinations({ devices, networks, sequences, batches, microbatches }: SweepSpace) {
  for (const some of orOpen(devices))
    for (const network of orOpen(networks))
      for (const sequence of orOpen(sequences))
        for (const batch of orOpen(batches))
          for (const parts of orOpen(microbatches)) yield [some, network, sequence, batch, parts] as const;
}

function checkNetworks({ networks, cluster, clusterName }: SweepSpace): void {
  if (networks.length === 0) return;
  if (clusterName.endsWith(".json"))
    throw new InvalidConfig("--network", `is for clusters given as text; write nic.bytesPerSecond into ${clusterName}`);
  if (cluster.hosts.length === 1)
    throw new InvalidConfig("--network", `joins hosts, and ${clusterName} has one; give several, as in 2x8:a100-80gb`);
}

const orOpen = <T>(values: readonly T[]): readonly (T | undefined)[] => (values.length > 0 ? values : [undefined]);

function choicesOf(
  { methods, layouts, schedules, cluster }: SweepSpace,
  devices: number,
): Pick<SweepPoint, "method" | "layout" | "schedule">[] {
  const perHost = Math.min(devices, cluster.hosts[0].numDevices);
  const own = layouts === "all" ? allDegrees(devices, perHost) : layouts.filter((each) => sizeOf(each) === devices);
  return [
    ...methods.map((method) => ({ method })),
    ...own.flatMap((layout) => {
      const orders = layout.pipeline > 1 && schedules.length > 0 ? schedules : [undefined];
      return orders.map((schedule) => ({ method: degreesText(layout), layout, schedule }));
    }),
  ];
}

const sizeOf = ({ data, pipeline, tensor }: Degrees): number => data * pipeline * tensor;

/** All degrees whose product is `devices`, tensor parallelism within a host. */
const allDegrees = (devices: number, perHost: number): Degrees[] =>
  divisorsOf(devices)
    .filter((tensor) => tensor <= perHost)
    .flatMap((tensor) =>
      divisorsOf(devices / tensor).map((pipeline) => ({ data: devices / tensor / pipeline, pipeline, tensor })),
    );

const layoutOptions = ({ data, pipeline, tensor }: Degrees, schedule: string | undefined): Question["options"] => ({
  method: "megatron",
  "data-parallel": data,
  "pipeline-parallel": pipeline,
  "tensor-parallel": tensor,
  ...(schedule !== undefined && { schedule }),
});

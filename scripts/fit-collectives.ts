/**
 * @file Fits the link presets (src/cluster/link-presets.ts) to the published collective tables and prints the constants
 * and the errors. Run from the repository root: `npx tsx scripts/fit-collectives.ts`.
 */
import type { SwitchLink } from "../src/cluster/link.ts";
import { groupCollectiveSeconds } from "../src/cost/collectives.ts";
import {
  groupInHost,
  loadPublishedCollectives,
  median,
  type PublishedTable,
  relativeErrors,
} from "./published-collectives.ts";

const data = loadPublishedCollectives();
if (!data) throw new Error("no validation.json under ../shared/data; set ALPA_SHARED_DATA to its folder");

/** Ramp knots, seconds at full bus rate: dense where NCCL changes protocols (4–32 MiB on an A100 host). */
const rampKnots = [16e-6, 32e-6, 64e-6, 128e-6, 256e-6, 512e-6];
/** Launch of a collective kernel: the short end of AutoParallel's 7 µs kernel floor. */
const launchSeconds = 5e-6;
const groupSizes = [2, 3, 4, 5, 6, 7, 8];

/** Least squares on relative errors by cyclic multiplicative coordinate search: slow, simple, the same everywhere. */
function minimize(loss: (x: readonly number[]) => number, start: readonly number[]): number[] {
  const x = [...start];
  let best = loss(x);
  for (let step = 0.3; step > 1e-4; step *= 0.7) {
    for (let improved = true; improved; ) {
      improved = false;
      for (let i = 0; i < x.length; i++) {
        for (const factor of [1 + step, 1 / (1 + step)]) {
          const before = x[i];
          x[i] *= factor;
          const now = loss(x);
          if (now < best * (1 - 1e-9)) [best, improved] = [now, true];
          else x[i] = before;
        }
      }
    }
  }
  return x;
}

const blank: SwitchLink = {
  topology: "switch",
  name: "fit",
  source: "",
  busBytesPerSecond: [],
  baseSeconds: 0,
  stepSeconds: 0,
  launchSeconds: 0,
  ramp: [],
  allToAllBytesPerSecond: [],
  allToAllBaseSeconds: 0,
  p2pBytesPerSecond: 1,
  p2pSeconds: 0,
  shared: false,
};

/** Unknowns: base, step, bus rate per group size, seconds of each ramp piece. */
const unpackAllReduce = ([base, step, ...rest]: readonly number[]): SwitchLink => {
  const pieces = rest.slice(groupSizes.length);
  const secondsUpTo = (last: number) => pieces.slice(0, last + 1).reduce((sum, piece) => sum + piece, 0);
  return {
    ...blank,
    baseSeconds: launchSeconds + base,
    launchSeconds,
    stepSeconds: step,
    busBytesPerSecond: rest.slice(0, groupSizes.length),
    ramp: rampKnots.map((knot, i) => [knot, secondsUpTo(i)] as const),
  };
};

const squaredLogError = (link: SwitchLink, table: PublishedTable): number =>
  table.measurements.reduce((sum, { numDevices, bytes, seconds }) => {
    const model = groupCollectiveSeconds(table.kind, groupInHost(link, numDevices))(bytes);
    return sum + Math.log(model / seconds) ** 2;
  }, 0);

function fitAllReduce(table: PublishedTable): SwitchLink {
  const busGuess = groupSizes.map((n) => {
    const largest = table.measurements.filter((m) => m.numDevices === n).at(-1)!;
    return (((2 * (n - 1)) / n) * largest.bytes) / largest.seconds;
  });
  const pieces = rampKnots.map((knot, i) => knot - (rampKnots[i - 1] ?? 0));
  const start = [20e-6, 6e-6, ...busGuess, ...pieces];
  return unpackAllReduce(minimize((x) => squaredLogError(unpackAllReduce(x), table), start));
}

function fitAllToAll(table: PublishedTable): SwitchLink {
  const unpack = ([base, n2, n4, n8]: readonly number[]): SwitchLink => ({
    ...blank,
    allToAllBaseSeconds: base,
    // Only 2, 4 and 8 were measured; sizes between lie on straight lines.
    allToAllBytesPerSecond: [n2, (n2 + n4) / 2, n4, (3 * n4 + n8) / 4, (n4 + n8) / 2, (n4 + 3 * n8) / 4, n8],
  });
  return unpack(minimize((x) => squaredLogError(unpack(x), table), [80e-6, 150e9, 200e9, 200e9]));
}

const rounded = (x: number, digits: number): number => Number(x.toPrecision(digits));
const percent = (x: number) => `${(100 * x).toFixed(1)} %`;
function report(table: PublishedTable, link: SwitchLink): void {
  const errors = relativeErrors(link, table);
  console.log(
    `${table.name}: ${errors.length} points, median error ${percent(median(errors))}, max ${percent(errors.at(-1)!)}`,
  );
}

const links: Record<string, SwitchLink> = {};
for (const name of ["a100", "v100"] as const) {
  const link = fitAllReduce(data[name]);
  links[name] = link;
  report(data[name], link);
  console.log(`  baseSeconds ${rounded(link.baseSeconds, 3)} stepSeconds ${rounded(link.stepSeconds, 3)}`);
  console.log(`  busBytesPerSecond [${link.busBytesPerSecond.map((x) => rounded(x, 4)).join(", ")}]`);
  console.log(`  ramp [${link.ramp.map(([x, y]) => `[${rounded(x, 4)}, ${rounded(y, 3)}]`).join(", ")}]`);
}
report(data.galvatronAllReduce, links.a100);
const allToAll = fitAllToAll(data.galvatronAllToAll);
report(data.galvatronAllToAll, allToAll);
console.log(`  allToAllBaseSeconds ${rounded(allToAll.allToAllBaseSeconds, 3)}`);
console.log(`  allToAllBytesPerSecond [${allToAll.allToAllBytesPerSecond.map((x) => rounded(x, 4)).join(", ")}]`);

/**
 * Galvatron's two-host bandwidths (GB/s per GPU of eight): one rate of the cards for all, and the rest in
 * ringEfficiency.
 */
const geometricMean = (x: readonly number[]) => Math.exp(x.reduce((sum, y) => sum + Math.log(y), 0) / x.length);
const worst = (x: readonly number[], center: number) => Math.max(...x.map((y) => Math.abs(y / center - 1)));
const twoHosts = data.bandwidths.allreduce_bandwidth_2nodes_8gpus_per_node;
const p2pTwoHosts = Object.values(data.bandwidths.p2p_bandwidth_2nodes_8gpus_per_node);
// A group of n over two hosts has n/2 devices per host and 16/n groups share the eight cards.
const fewPerHost = [twoHosts.allreduce_size_2_consec_0, twoHosts.allreduce_size_4_consec_0 / 2, ...p2pTwoHosts];
const manyPerHost = [twoHosts.allreduce_size_8_consec_0 / 4, twoHosts.allreduce_size_16_consec_1 / 8];
const cardRate = geometricMean(fewPerHost);
const ringRate = geometricMean(manyPerHost);
const p2pInHost = Object.values(data.bandwidths.p2p_bandwidth_1nodes_8gpus_per_node);
const p2pRate = geometricMean(p2pInHost);
console.log("Galvatron two hosts, GB/s per card:");
console.log(
  `  up to 2 devices per host and p2p ${rounded(cardRate, 3)}, max error ${percent(worst(fewPerHost, cardRate))}`,
);
console.log(`  more devices per host ${rounded(ringRate, 3)}, max error ${percent(worst(manyPerHost, ringRate))}`);
console.log(`  ringEfficiency / efficiency = ${rounded(ringRate / cardRate, 2)}`);
console.log(`Galvatron p2p in host, GB/s: ${rounded(p2pRate, 3)}, max error ${percent(worst(p2pInHost, p2pRate))}`);

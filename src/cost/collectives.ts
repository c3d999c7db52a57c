/**
 * @file Seconds of a collective over one group of devices: a piecewise latency–bandwidth model per link, fitted to
 * published tables (scripts/fit-collectives.ts; docs/cost-model.md has the formulas and the errors).
 *
 * `bytes` is always the size on one device of the larger side: the tensor of an all-reduce or all-to-all, the input of
 * a reduce-scatter, the output of an all-gather.
 */
import { byGroupSize, type Link, type SwitchLink } from "../cluster/link.ts";
import type { DeviceGroup, SwitchGroup, TorusGroup } from "../cluster/mesh.ts";

export const pricedCollectives = ["all_reduce", "all_gather", "reduce_scatter", "all_to_all"] as const;
export type PricedCollective = (typeof pricedCollectives)[number];

/** Seconds as a function of bytes; monotone. */
export type SecondsOfBytes = (bytes: number) => number;

/** The cost of one collective over one group, as a function of bytes. */
export function groupCollectiveSeconds(kind: PricedCollective, group: DeviceGroup): SecondsOfBytes {
  if (group.numDevices <= 1) return () => 0;
  return group.topology === "switch" ? switchSeconds(kind, group) : torusSeconds(kind, group);
}

function switchSeconds(kind: PricedCollective, group: SwitchGroup): SecondsOfBytes {
  const { link, numDevices: n, numHosts, devicesPerHost, groupsPerHost, nicBytesPerSecond, nicStepSeconds } = group;
  const inHost = devicesPerHost > 1;
  const sharers = link.shared ? groupsPerHost : 1;

  if (kind === "all_to_all") {
    const linkRate = inHost
      ? byGroupSize(link.allToAllBytesPerSecond, devicesPerHost) / sharers
      : Number.POSITIVE_INFINITY;
    // Each device of a host sends (n − devicesPerHost)/n of its bytes through the host's network cards.
    const secondsPerByte = Math.max(
      (n - 1) / n / linkRate,
      (devicesPerHost * (n - devicesPerHost)) / n / nicBytesPerSecond,
    );
    const start = link.allToAllBaseSeconds + (numHosts - 1) * nicStepSeconds;
    return (bytes) => start + bytes * secondsPerByte;
  }

  const linkRate = inHost ? byGroupSize(link.busBytesPerSecond, devicesPerHost) / sharers : Number.POSITIVE_INFINITY;
  const secondsPerByte = (2 * (n - 1)) / n / Math.min(linkRate, nicBytesPerSecond);
  // `stepSeconds` covers two steps of a ring: one of the reduce-scatter half and one of the all-gather half.
  const ring = link.stepSeconds * (n - numHosts) + 2 * nicStepSeconds * (numHosts > 1 ? numHosts : 0);
  if (kind === "all_reduce") {
    const tree = link.stepSeconds * (devicesPerHost - 1) + 2 * nicStepSeconds * Math.ceil(Math.log2(numHosts));
    const start = link.baseSeconds + (numHosts > 1 ? Math.min(ring, tree) : ring);
    return (bytes) => start + rampSeconds(link, bytes * secondsPerByte);
  }
  // Reduce-scatter and all-gather are the two halves of a ring all-reduce; each is launched separately.
  const start = link.launchSeconds + (link.baseSeconds - link.launchSeconds + ring) / 2;
  return (bytes) => start + rampSeconds(link, bytes * secondsPerByte) / 2;
}

/** Seconds of a message that would take `idealSeconds` at the full bus rate. */
function rampSeconds(link: SwitchLink, idealSeconds: number): number {
  let [x0, y0] = [0, 0];
  for (const [x1, y1] of link.ramp) {
    if (idealSeconds <= x1) return y0 + ((idealSeconds - x0) * (y1 - y0)) / (x1 - x0);
    [x0, y0] = [x1, y1];
  }
  return y0 + (idealSeconds - x0);
}

/**
 * Upper bound on the growth of a collective's seconds with its bytes: p times the bytes take at most this factor times
 * p times the seconds, for p ≥ 1. The factor is 1 if larger messages are never less efficient.
 */
export function maxGrowth(link: Link): number {
  if (link.topology !== "switch") return 1;
  // (base + ramp) per ideal second. A larger start cost would raise it more for small messages than for large ones, so
  // the smallest start cost gives the bound.
  const perSecond = link.ramp.map(([x]) => (link.baseSeconds + rampSeconds(link, x)) / x);
  const later = [...perSecond, 1];
  return later.reduce(
    (most, value, at) => Math.max(most, ...perSecond.slice(0, at).map((earlier) => value / earlier)),
    1,
  );
}

function torusSeconds(kind: PricedCollective, group: TorusGroup): SecondsOfBytes {
  const { link, numDevices: n, spans } = group;
  // A ring uses its links in both directions at once; a chain sends forward and back. Groups interleaved on a dim share
  // its links.
  const rate = (span: TorusGroup["spans"][number]) => (link.linkBytesPerSecond * (span.ring ? 2 : 1)) / span.stride;
  const hops = spans.reduce((sum, span) => sum + (span.size - 1) * span.stride, 0);

  if (kind === "all_to_all") {
    // Dim by dim: in each direction, 1/8 of all bytes cross the middle of a ring, and 1/4 the middle of a chain.
    const secondsPerByte = spans.reduce(
      (sum, span) => sum + (span.size * span.stride) / (span.ring ? 8 : 4) / link.linkBytesPerSecond,
      0,
    );
    return (bytes) => link.launchSeconds + hops * link.hopSeconds + bytes * secondsPerByte;
  }

  // Parts of the data traverse the dims in different orders, so all dims carry data all the time.
  const totalRate = spans.reduce((sum, span) => sum + rate(span), 0);
  const passes = kind === "all_reduce" ? 2 : 1;
  const start = link.launchSeconds + passes * hops * link.hopSeconds;
  const secondsPerByte = (passes * (n - 1)) / n / totalRate;
  return (bytes) => start + bytes * secondsPerByte;
}

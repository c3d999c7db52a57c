/** @file Messages between the stages of a composed pipeline. */
import { range } from "../../base/integers.ts";
import { getOrMake } from "../../base/memoize.ts";
import type { Cluster } from "../../cluster/cluster.ts";
import { type Sending, transferSeconds } from "../../cost/transfer.ts";
import type { Program } from "../../lower/program.ts";
import { betweenDevices, messagePieces } from "../../simulate/seconds.ts";
import { messageCounts } from "../../simulate/traffic.ts";

/** The messages of one microbatch between the first two stages of a small pipeline, by direction. */
export interface Route {
  readonly forward: readonly (readonly Sending[])[];
  readonly backward: readonly (readonly Sending[])[];
}

export function routeOf(program: Program): Route {
  const counts = messageCounts(program);
  const between = (source: number, target: number): Sending[][] =>
    program.transfers.flatMap((transfer, i) => {
      const isBetween = transfer.from.mesh === source && transfer.to.mesh === target && counts[i] > 1;
      return isBetween ? [messagePieces(transfer, program)] : [];
    });
  return { forward: between(0, 1), backward: between(1, 0) };
}

/** Seconds of the messages between two stages of a pipeline, each of `devices` devices of a cluster. */
export class Messages {
  readonly #route: Route;
  readonly #cluster: Cluster;
  readonly #devices: number;
  /** By places of the two stages. */
  readonly #ofPlaces = new Map<string, number>();
  /** By number of the two stages. */
  readonly #ofStages = new Map<number, number>();

  /** @param devices  devices of one stage */
  constructor(route: Route, cluster: Cluster, devices: number) {
    this.#route = route;
    this.#cluster = cluster;
    this.#devices = devices;
  }

  /** Seconds of one microbatch's activations, or of their gradients, from stage `from` to stage `to`. */
  seconds(from: number, to: number, isForward: boolean): number {
    const key = 2 * (from * this.#cluster.hostOf.length + to) + (isForward ? 1 : 0);
    return getOrMake(this.#ofStages, key, () => this.#byPlaces(from, to, isForward));
  }

  #byPlaces(from: number, to: number, isForward: boolean): number {
    const { hostOf } = this.#cluster;
    const hosts = [from, to].map((stage) => hostOf[stage * this.#devices]);
    const places = [from, to].map((stage) => (stage * this.#devices) % this.#cluster.hosts[0].numDevices);
    const key = `${isForward} ${hosts[0] === hosts[1]} ${places}`;
    return getOrMake(this.#ofPlaces, key, () => this.#price(from, to, isForward));
  }

  #price(from: number, to: number, isForward: boolean): number {
    const devicesOf = (stage: number): number[] => range(this.#devices).map((i) => stage * this.#devices + i);
    const [source, target] = [devicesOf(from), devicesOf(to)];
    return this.#route[isForward ? "forward" : "backward"].reduce(
      (sum, pieces) => sum + transferSeconds(this.#cluster, betweenDevices(pieces, source, target)),
      0,
    );
  }
}

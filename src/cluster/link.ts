/** @file Links: what joins the devices of one host, and what joins hosts. */
/**
 * Devices of one host joined by a switch, direct links or shared memory. A ring collective of S bytes over n devices
 * takes `baseSeconds + stepSeconds·(n−1) + ramp(wire / bus)`, wire = 2(n−1)/n·S for an all-reduce (see
 * cost/collectives.ts).
 */
export interface SwitchLink {
  readonly topology: "switch";
  readonly name: string;
  readonly source: string;
  /**
   * Bytes per second of a ring all-reduce (NCCL's "bus bandwidth") by group size 2, 3, …; larger groups take the last.
   */
  readonly busBytesPerSecond: readonly number[];
  readonly baseSeconds: number;
  readonly stepSeconds: number;
  /** Seconds of each call whatever it does (kernel launch, rendezvous); part of `baseSeconds`. */
  readonly launchSeconds: number;
  /** [seconds at full bus rate, seconds it takes], increasing; straight lines between, full rate after the last. */
  readonly ramp: readonly (readonly [number, number])[];
  /**
   * All-to-all: bytes per second that each device sends at once, by group size 2, 3, …, and its seconds before bytes
   * move.
   */
  readonly allToAllBytesPerSecond: readonly number[];
  readonly allToAllBaseSeconds: number;
  /** One device to another. */
  readonly p2pBytesPerSecond: number;
  readonly p2pSeconds: number;
  /**
   * Seconds that the first collective after some computing waits for the slowest device, on average; 0 when left out.
   */
  readonly syncSeconds?: number;
  /** True when groups that work at the same time take bandwidth from each other (a memory bus, a PCIe root). */
  readonly shared: boolean;
}

/** Devices of all hosts joined to one grid by direct links (a TPU slice). */
export interface TorusLink {
  readonly topology: "torus";
  readonly name: string;
  readonly source: string;
  /** Number of grid dims, 2 or 3. */
  readonly rank: number;
  /** One link, one direction. */
  readonly linkBytesPerSecond: number;
  readonly hopSeconds: number;
  readonly launchSeconds: number;
  /** A grid dim closes to a ring when its size is a multiple of this. */
  readonly wrapMultiple: number;
}

export type Link = SwitchLink | TorusLink;

/** Network cards of one host. */
export interface Nic {
  readonly name: string;
  readonly source: string;
  readonly count: number;
  /** One card, one direction. */
  readonly bytesPerSecond: number;
  /** One network step of a collective, or one message. */
  readonly stepSeconds: number;
  /** Fraction of the rate that bulk data reaches. */
  readonly efficiency: number;
  /** The same for collectives of groups with more than two devices per host, whose rings run through the host first. */
  readonly ringEfficiency: number;
}

/** The entry for a group of `numDevices` in a table that starts at 2 devices; the last entry serves larger groups. */
export const byGroupSize = (table: readonly number[], numDevices: number): number =>
  table[Math.min(Math.max(numDevices - 2, 0), table.length - 1)];

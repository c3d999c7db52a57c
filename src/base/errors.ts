/**
 * @file The errors that alpa-js throws. Each says where, what (with numbers) and what to do next:
 * `stages: 8 stages need at least 8 layers, got 6; lower --stages or raise --layers`.
 */

/** Structured facts behind an error's sentence, for `--json` output and for tests. */
export type ErrorDetails = Readonly<Record<string, unknown>>;

/** Whether an error refuses what was asked for, so that others may still be tried; a fault of the program does not. */
export const isRefusal = (error: unknown): error is AlpaError =>
  error instanceof AlpaError && error.code !== "internal";

/** Base of every error that a user can act on. `code` is stable; the sentence is not. */
export class AlpaError extends Error {
  readonly code: string;
  readonly where: string;
  readonly details: ErrorDetails;

  /**
   * @param code    stable identifier, e.g. `"invalid-config"`
   * @param where   what the sentence is about: an op, a flag, a file
   * @param what    what is wrong, with numbers, and what to do next
   */
  constructor(code: string, where: string, what: string, details: ErrorDetails = {}) {
    super(where ? `${where}: ${what}` : what);
    this.name = new.target.name;
    this.code = code;
    this.where = where;
    this.details = details;
  }
}

/** A graph that breaks the rules of its ops. */
export class InvalidGraph extends AlpaError {
  constructor(where: string, what: string, details?: ErrorDetails) {
    super("invalid-graph", where, what, details);
  }
}

/** A flag, option, file or argument that cannot be used as given. */
export class InvalidConfig extends AlpaError {
  constructor(where: string, what: string, details?: ErrorDetails) {
    super("invalid-config", where, what, details);
  }
}

/** A well-formed request that alpa-js does not support. The sentence says what to do instead. */
export class Unsupported extends AlpaError {
  constructor(where: string, what: string, details?: ErrorDetails) {
    super("unsupported", where, what, details);
  }
}

/** No answer exists within the given limits. `details` holds the limit, the amount needed and what would fit. */
export class Infeasible extends AlpaError {
  constructor(where: string, what: string, details?: ErrorDetails) {
    super("infeasible", where, what, details);
  }
}

/** A worker, kernel or collective failed while running. */
export class RuntimeFailure extends AlpaError {
  constructor(where: string, what: string, details?: ErrorDetails) {
    super("runtime-failure", where, what, details);
  }
}

/** Devices that died or hang during a step. The step has no result, and no device of its team runs any more. */
export class DeviceLost extends RuntimeFailure {
  readonly devices: readonly number[];
  /** What was observed, without the step and the place in it. */
  readonly reason: string;
  /** Whether the device's own code threw an error; otherwise it died or hangs. */
  readonly isThrown: boolean;

  /** Whether the other devices do not hold all of the state, so that a call with an earlier one can go on with them. */
  readonly isStateLost: boolean;

  constructor(devices: readonly number[], { reason, isThrown, isStateLost = false, what, details }: Loss) {
    super(`${devices.length > 1 ? "devices" : "device"} ${devices.join(", ")}`, what, { ...details, devices });
    this.devices = devices;
    this.reason = reason;
    this.isThrown = isThrown;
    this.isStateLost = isStateLost;
  }

  /** The same loss, of state too. */
  withState(): DeviceLost {
    const { devices, reason, isThrown, details } = this;
    if (this.isStateLost) return this;
    const what = `${this.message.slice(this.where.length + 2)}; the other devices do not hold all of the state, so training must go on from an earlier one (loadState)`;
    return new DeviceLost(devices, { reason, isThrown, isStateLost: true, what, details });
  }
}

/** Facts of lost devices. */
interface Loss extends Pick<DeviceLost, "reason" | "isThrown"> {
  readonly isStateLost?: boolean;
  readonly what: string;
  readonly details?: ErrorDetails;
}

/** A broken invariant of alpa-js itself: our bug, never the user's. */
export class InternalError extends AlpaError {
  constructor(where: string, what: string, details?: ErrorDetails) {
    super("internal", `internal: ${where}`, `${what}; this is a bug in alpa-js, please report it`, details);
  }
}

/**
 * @file The engine interface: an engine executes Programs. `lower/interpret.ts` is the reference semantics of a
 * Program.
 */
import type { CollectiveKind } from "../ir/ops.ts";
import type { TensorData } from "../ir/types.ts";
import type { TimelineEvent } from "../lower/events.ts";
import type { Program } from "../lower/program.ts";
import type { Box, TensorPart } from "../plan/shard.ts";

export interface Engine {
  readonly name: string;
  /** Maximum number of devices. */
  readonly maxDevices: number;
  /** Whether it tells which devices were lost, so that training can go on with the others. */
  readonly isElastic: boolean;
  /**
   * Creates a team of devices, which start with its first program.
   * @param before  after a loss: the number of devices before any was lost. The team uses no more of the machine than
   *   its first program needs.
   * @throws Unsupported if the engine cannot run here
   */
  createTeam(before?: number): Promise<DeviceTeam>;
}

/** Devices that run programs in turn on one shared memory. If one device fails, the whole team ends. */
export interface DeviceTeam {
  /** Throws the error that ended the team, if it has ended. */
  checkAlive(): void;
  /**
   * Loads a program; the team's other programs must be idle. Resolves when every device is ready.
   * @throws InvalidConfig if the program needs more memory than the machine has
   * @throws Unsupported if the engine cannot run one of its ops
   */
  load(program: Program, options?: LoadOptions): Promise<RunningProgram>;
  /** Ends all devices, even in the middle of a step. Nothing is left running when it resolves. */
  stop(): Promise<void>;
}

/** State that a program reads in the memory of another one of its team, without a copy. */
export interface Borrowed {
  /** A program on the same devices and meshes. It is loaded as long as the borrower is. */
  readonly lender: RunningProgram;
  /** By input of the borrower: the lender's state input whose value it has. The borrower never changes it. */
  readonly inputs: ReadonlyMap<number, number>;
}

export interface LoadOptions {
  /**
   * Inputs that another program holds. Steps can run while that program's values are in memory, write all other inputs
   * each time, and leave the lender's state as it is.
   */
  readonly borrows?: Borrowed;
  /** Records when each instruction of the last step began and ended on each device. */
  readonly timeline?: boolean;
  /** Called before another program of the team overwrites the memory; values still needed must be read now. */
  readonly onLeave?: () => void;
}

export interface StepReport {
  /** 1 for the first step of the run. */
  readonly step: number;
  /** Seconds until the promise resolved. */
  readonly seconds: number;
}

/**
 * What the devices that are left hold after others were lost. What a lost device held counts as lost with it. Undefined
 * for a value of which no other device holds a part.
 */
export interface Remains {
  /** The value of a state input before the step in which devices were lost; the latest one if none ran. */
  before(input: number): TensorData | undefined;
  /** An output of the latest step, also if devices were lost in it. */
  after(output: number): TensorData | undefined;
}

export interface RunningProgram {
  /**
   * Whether a step can be sent before the devices have finished the one before. Outputs are then awaited when they are
   * read, and the error of a step rejects those reads and the steps that follow.
   */
  readonly queuesSteps: boolean;
  /**
   * Writes the given inputs (by input index), runs one step, and resolves when all devices have finished it; of an
   * engine that queues steps, when they have finished the step before it.
   */
  step(inputs?: ReadonlyMap<number, TensorData>): Promise<StepReport>;
  /** Throws unless a step can start now. The error names `what`, the operation that was attempted. */
  checkIdle(what: string): void;
  /** Writes a whole value into the devices' memory, split by its placement. */
  writeInput(input: number, data: TensorData): void;
  /**
   * Writes a part of a state input into the memory of the devices that hold elements of it. The caller writes all parts
   * before the next step. Undefined for engines without shared memory.
   */
  writeInputPart?(input: number, part: Box, data: TensorData): void;
  /** Returns the whole value of an input, after the running step if there is one. */
  readInput(input: number): Promise<TensorData>;
  /**
   * Returns the value that an input has now, whatever steps follow. For use between steps and after the end. Engines
   * without shared memory answer later.
   */
  inputNow(input: number): TensorData | Promise<TensorData>;
  /**
   * Returns what the devices hold of an input, every element once: views that the next step overwrites, or, from
   * engines without shared memory, later, copies. For use between steps and after the end.
   */
  inputParts(input: number): TensorPart[] | Promise<TensorPart[]>;
  readOutput(output: number): Promise<TensorData>;
  /** Defined after `DeviceLost`, if the program's values were in memory. */
  remains(): Remains | undefined;
  memory(): DeviceMemory[];
  /** Totals since the start. */
  stats(): DeviceStats[];
  /** Events of the last step; empty unless requested by the load options. */
  timeline(): TimelineEvent[];
  /** Unloads the program after the running step; the team's other programs stay loaded. */
  unload(): Promise<void>;
  /** Ends the devices, even in the middle of a step, whose promise is then rejected. Nothing runs when it resolves. */
  stop(): Promise<void>;
}

export interface DeviceMemory {
  readonly device: number;
  /** Bytes of inputs and state, which stay in memory between steps. */
  readonly inputBytes: number;
  /** Peak bytes of temporaries and outputs. */
  readonly temporaryBytes: number;
  /** Largest workspace of a segment. */
  readonly workspaceBytes: number;
  readonly peakBytes: number;
}

export interface CollectiveStats {
  readonly count: number;
  /** Bytes that this device sent, counted as ring algorithms (`bytesSent`). */
  readonly bytes: number;
  readonly seconds: number;
}

/** Transfers between this device and other meshes. */
export interface TransferStats {
  readonly count: number;
  readonly sentBytes: number;
  readonly receivedBytes: number;
  readonly seconds: number;
}

export interface DeviceStats {
  readonly device: number;
  readonly computeSeconds: number;
  /** Seconds of waiting for slower peers at collectives and for messages; part of `communicationSeconds`. */
  readonly waitSeconds: number;
  readonly communicationSeconds: number;
  /** Bytes that this device sent in collectives and transfers. */
  readonly communicationBytes: number;
  readonly collectives: Readonly<Record<CollectiveKind, CollectiveStats>>;
  readonly transfers: TransferStats;
}

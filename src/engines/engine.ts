/** @file What executes Programs: the interface of every engine. `lower/interpret.ts` is the reference for what a Program means. */
import type { CollectiveKind } from "../ir/ops.ts";
import type { TensorData } from "../ir/types.ts";
import type { TimelineEvent } from "../lower/events.ts";
import type { Program } from "../lower/program.ts";

export interface Engine {
  readonly name: string;
  /** Most devices that it runs. */
  readonly maxDevices: number;
  /** Makes a team of devices; they start with its first program. @throws Unsupported when the engine cannot run here */
  createTeam(): Promise<DeviceTeam>;
}

/** Devices that run programs in turn on one memory. A device that fails ends the team. */
export interface DeviceTeam {
  /** Throws what ended the team. */
  checkAlive(): void;
  /**
   * Loads a program while the team's other programs are idle; resolves when every device is ready.
   * @throws InvalidConfig when it needs more memory than there is
   * @throws Unsupported when an op of it cannot run
   */
  load(program: Program, options?: LoadOptions): Promise<RunningProgram>;
  /** Ends all devices, in the middle of a step too. Nothing is left running when it resolves. */
  stop(): Promise<void>;
}

export interface LoadOptions {
  /** Records when each instruction of the last step began and ended on each device. */
  readonly timeline?: boolean;
  /** Called when another program of the team is about to take the memory: values that are needed must be read now. */
  readonly onLeave?: () => void;
}

export interface StepReport {
  /** 1 for the first step of the run. */
  readonly step: number;
  readonly seconds: number;
}

export interface RunningProgram {
  /** Writes the inputs given (by input index), runs one step, resolves when all devices have finished it. */
  step(inputs?: ReadonlyMap<number, TensorData>): Promise<StepReport>;
  /** Throws unless a step can start now; `what` is for the error. */
  checkIdle(what: string): void;
  /** Writes a whole value into the devices' memory by its placement. */
  writeInput(input: number, data: TensorData): void;
  /** The whole value of an input as the devices hold it now, after the running step if there is one. */
  readInput(input: number): Promise<TensorData>;
  /** The whole value of an input as the devices hold it, between steps and after the end. */
  inputNow(input: number): TensorData;
  readOutput(output: number): Promise<TensorData>;
  memory(): DeviceMemory[];
  /** Totals since the start. */
  stats(): DeviceStats[];
  /** Empty unless asked for by the options. */
  timeline(): TimelineEvent[];
  /** Has the threads forget the program, after the step that is running; they go on for others. */
  unload(): Promise<void>;
  /** Ends the threads, in the middle of a step too: that step's promise is rejected. No thread is left when it resolves. */
  stop(): Promise<void>;
}

export interface DeviceMemory {
  readonly device: number;
  /** Inputs and state, held between steps. */
  readonly inputBytes: number;
  /** Most that temporaries and outputs take at once. */
  readonly temporaryBytes: number;
  /** Most that the executor holds inside one segment. */
  readonly workspaceBytes: number;
  readonly peakBytes: number;
}

export interface CollectiveStats {
  readonly count: number;
  /** Bytes sent by this device, by the ring convention of `bytesSent`. */
  readonly bytes: number;
  readonly seconds: number;
}

/** What other meshes have sent to a device and received from it. */
export interface TransferStats {
  readonly count: number;
  readonly sentBytes: number;
  readonly receivedBytes: number;
  readonly seconds: number;
}

export interface DeviceStats {
  readonly device: number;
  readonly computeSeconds: number;
  /** Waiting for slower peers at collectives and for messages, part of `communicationSeconds`. */
  readonly waitSeconds: number;
  readonly communicationSeconds: number;
  /** Bytes sent by this device, to its own mesh in collectives and to others. */
  readonly communicationBytes: number;
  readonly collectives: Readonly<Record<CollectiveKind, CollectiveStats>>;
  readonly transfers: TransferStats;
}

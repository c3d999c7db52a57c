/**
 * @file The simulator: steps through the instruction lists that the runtime executes, under the cost model of a
 * cluster. Every mesh executes its own list in order; only a `recv` waits, until its message has arrived. Messages
 * overlap with the compute of both meshes. Messages between the same pair of meshes are sent one after another.
 */
import { InternalError } from "../base/errors.ts";
import { devicesFusion } from "../cluster/cluster.ts";
import type { TimelineEvent } from "../lower/events.ts";
import type { MeshProgram, Program, TaskSpan } from "../lower/program.ts";
import { type MeshMemory, meshMemory } from "./memory.ts";
import { instructionSeconds, messageSeconds, type SimulateOptions } from "./seconds.ts";
import { type HostTraffic, stepTraffic } from "./traffic.ts";
import { type Usage, usageOf } from "./usage.ts";

/** The simulation of a device of a mesh. Under the cost model all devices of a mesh are as slow as the slowest. */
export interface MeshSimulation {
  readonly devices: readonly number[];
  /** By instruction: seconds since the step began. A recv ends when its message has arrived. */
  readonly startSeconds: Float64Array;
  readonly endSeconds: Float64Array;
  readonly usage: Usage;
  readonly memory: MeshMemory;
  /** Peak number of (microbatch, chunk) pairs between the begin of forward and the end of backward; 0 without tasks. */
  readonly peakInFlight: number;
}

export interface MessageTimes {
  readonly transfer: number;
  readonly message: number;
  readonly sentSeconds: number;
  /** When its transmission begins: after all earlier messages between the same meshes. */
  readonly startSeconds: number;
  readonly arrivedSeconds: number;
}

export interface Simulation {
  /** Seconds of one step. */
  readonly seconds: number;
  readonly meshes: readonly MeshSimulation[];
  readonly messages: readonly MessageTimes[];
  readonly traffic: readonly HostTraffic[];
}

/**
 * Predicts one step of a program.
 * @throws InvalidConfig when the cluster lacks the program's devices or the profile is of other hosts
 */
export function simulateProgram(program: Program, options: SimulateOptions): Simulation {
  const { meshes, messages } = stepThrough(program, options);
  const seconds = Math.max(0, ...meshes.map(({ endSeconds }) => endSeconds.at(-1) ?? 0));
  return {
    seconds,
    meshes: program.meshes.map((mesh, index) => {
      const { startSeconds, endSeconds } = meshes[index];
      return {
        devices: mesh.devices,
        startSeconds,
        endSeconds,
        usage: usageOf(mesh.instructions, (i) => endSeconds[i] - startSeconds[i], seconds),
        memory: meshMemory(mesh, devicesFusion(options.cluster, mesh.devices) === "flash"),
        peakInFlight: peakInFlight(mesh.tasks),
      };
    }),
    messages,
    traffic: stepTraffic(program, options.cluster),
  };
}

/** The progress of a mesh. */
class MeshClock {
  readonly program: MeshProgram;
  readonly startSeconds: Float64Array;
  readonly endSeconds: Float64Array;
  readonly #seconds: Float64Array;
  /** The next instruction. */
  next = 0;
  now = 0;

  constructor(program: MeshProgram, options: SimulateOptions) {
    this.program = program;
    this.#seconds = instructionSeconds(program, options);
    this.startSeconds = new Float64Array(program.instructions.length);
    this.endSeconds = new Float64Array(program.instructions.length);
  }

  /** Executes the next instruction, which ends at `readySeconds` at the earliest. */
  advance(readySeconds = 0): void {
    this.startSeconds[this.next] = this.now;
    this.now = Math.max(this.now + this.#seconds[this.next], readySeconds);
    this.endSeconds[this.next++] = this.now;
  }
}

function stepThrough(program: Program, options: SimulateOptions): { meshes: MeshClock[]; messages: MessageTimes[] } {
  const meshes = program.meshes.map((mesh) => new MeshClock(mesh, options));
  const travelSeconds = program.transfers.map((transfer) => messageSeconds(transfer, program, options));
  const messages = new Map<string, MessageTimes>();
  /** Arrival time of the last message so far, by pair of meshes. */
  const linkFree = new Map<string, number>();
  const waiting = new Map<string, number>();
  const ready = [...meshes.keys()].reverse();

  const send = (transfer: number, message: number, sentSeconds: number): void => {
    const { from, to } = program.transfers[transfer];
    const link = `${from.mesh} ${to.mesh}`;
    const startSeconds = Math.max(sentSeconds, linkFree.get(link) ?? 0);
    const arrivedSeconds = startSeconds + travelSeconds[transfer];
    linkFree.set(link, arrivedSeconds);
    const key = `${transfer} ${message}`;
    messages.set(key, { transfer, message, sentSeconds, startSeconds, arrivedSeconds });
    const receiver = waiting.get(key);
    if (receiver !== undefined && waiting.delete(key)) ready.push(receiver);
  };
  for (let mesh = ready.pop(); mesh !== undefined; mesh = ready.pop()) {
    const clock = meshes[mesh];
    const { instructions } = clock.program;
    while (clock.next < instructions.length) {
      const instruction = instructions[clock.next];
      if (instruction.kind === "recv") {
        const key = `${instruction.transfer} ${instruction.message}`;
        const message = messages.get(key);
        if (!message) {
          waiting.set(key, mesh);
          break;
        }
        clock.advance(message.arrivedSeconds);
        continue;
      }
      if (instruction.kind === "send") send(instruction.transfer, instruction.message, clock.now);
      clock.advance();
    }
  }
  const stuck = meshes.findIndex(({ next, program: { instructions } }) => next < instructions.length);
  if (stuck >= 0) {
    const { next } = meshes[stuck];
    const [key] = [...waiting].find(([, mesh]) => mesh === stuck)!;
    const [transfer, message] = key.split(" ");
    const { name } = program.transfers[Number(transfer)];
    throw new InternalError(
      "simulate",
      `deadlock: mesh ${stuck} blocks at instruction ${next}, waiting for message ${message} of ${name}`,
    );
  }
  return { meshes, messages: [...messages.values()] };
}

/** The peak number of microbatches in flight. A mesh executes in order, so it follows from the order of its tasks. */
export function peakInFlight(tasks: readonly Pick<TaskSpan, "kind">[]): number {
  let [held, peak] = [0, 0];
  for (const { kind } of tasks) {
    if (kind === "forward") peak = Math.max(peak, ++held);
    else if (kind === "backward" || kind === "backward-weight") held--;
  }
  return peak;
}

/** The simulated step as events of every device, or of the first device of each mesh (all of a mesh are alike). */
export function simulatedEvents(
  program: Program,
  simulation: Simulation,
  of: "every device" | "first device" = "every device",
): TimelineEvent[] {
  return simulation.meshes.flatMap(({ devices, startSeconds, endSeconds }, mesh) =>
    (of === "every device" ? devices : devices.slice(0, 1)).flatMap((device) =>
      program.meshes[mesh].instructions.map(({ microbatch }, instruction) => ({
        device,
        mesh,
        instruction,
        microbatch,
        startSeconds: startSeconds[instruction],
        endSeconds: endSeconds[instruction],
      })),
    ),
  );
}

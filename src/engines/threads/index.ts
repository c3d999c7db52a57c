/** @file `alpa-js/engines/threads`: the engine that runs a Program on worker threads of this machine. */
import type { Engine } from "../engine.ts";
import { maxDevices } from "./layout.ts";
import { type TeamOptions, ThreadTeam } from "./team.ts";
import { loadProgram } from "./threads.ts";

export type { DeviceTeam, Engine, RunningProgram } from "../engine.ts";

/** The threads engine: one worker thread per device, one shared memory, ONNX Runtime's kernels. */
export const threads = (options: TeamOptions = {}): Engine => ({
  name: "threads",
  maxDevices,
  isElastic: true,
  async createTeam() {
    const team = await ThreadTeam.create(options);
    return {
      checkAlive: () => team.checkAlive(),
      load: (program, load) => loadProgram(team, program, load),
      stop: () => team.stop(),
    };
  },
});

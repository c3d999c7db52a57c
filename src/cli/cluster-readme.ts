/** @file README.md of an exported folder: its files, and how to start it by hand, SLURM, Open MPI or Kubernetes. */
import { numberOf } from "../base/units.ts";
import { jaxVersions } from "../engines/xla/python-package.ts";
import type { Program } from "../lower/program.ts";
import type { ProgramFile } from "../lower/xla/program-file.ts";

const port = 29400;

export interface ReadmeFacts {
  readonly name: string;
  readonly devices: number;
  /** The number of processes to launch. */
  readonly processes: number;
  readonly steps: number;
  readonly batchNames: readonly string[];
  readonly program: Pick<Program, "meshes">;
}

export function clusterReadme(folder: ReadmeFacts, file: ProgramFile): string {
  const { name, devices, processes, steps, batchNames } = folder;
  const own = devices / processes;
  const { tested, pinned } = jaxVersions();
  const each = Array.from({ length: processes }, (_, process) => process);
  const flags = (coordinator: string, process: number) =>
    processes === 1 ? "" : ` --coordinator ${coordinator}:${port} --processes ${processes} --process ${process}`;
  const here = each.map((k) => `python run.py${flags("127.0.0.1", k)}`);
  return `# ${name} on ${numberOf(devices, "device")}, by JAX

\`run.py\` trains with a plan that alpa-js made: every device runs the modules \`m*.mlir\` in the order of \`program.json\`. It needs Python with jax ${tested.first} or later,
below ${tested.next} (${pinned[0].jax} is the one to take), and numpy; nothing else, and no Node.

Losses are JSON lines on the stdout of process 0: \`{"step": 1, "loss": …, "seconds": …}\`. Everything else is on stderr. \`--steps ${steps}\` says how many steps.

| file | holds |
|---|---|
| \`batches.py\` | your data: yields ${batchNames.map((batch) => `\`${batch}\``).join(", ")} for every step. As exported, sample batches |
| \`state.safetensors\` | the initial value of everything else, by name |
| \`program.json\`, \`m*.mlir\` | what every device does |
| \`plan.json\` | the plan; \`alpa run --plan\` runs it on one machine |
| \`cache/\` | compiled modules, so that the next start is faster; by host, since code for a CPU fits that CPU |

## Which device does what

Device d of the plan is the d-th of \`jax.devices()\`, in the order of the processes: process k has the devices ${
    own === 1 ? "k" : `${own}k to ${own}k + ${own - 1}`
  }. One process per host has all of its devices; the last axis
of a mesh counts fastest, so its groups lie within a host when its size divides ${own}. This README is for ${processes} ${processes === 1 ? "process" : "processes"} of ${numberOf(own, "device")};
any number of processes that divides ${devices} does, \`alpa export --processes n\` writes the lines for it.

| stage | axes | devices | processes | axes that cross processes |
|---|---|---|---|---|
${stageRows(folder, file, own).join("\n")}

## Checkpoints

\`--checkpoint DIR\` saves the state at the end and \`--checkpoint-every N\` every N steps, in a folder that all hosts see; \`--resume DIR\` goes on from it, and so does \`alpa run --resume\`.
Training waits while a state is written. With both flags on one folder, the same line starts a run and goes on with it.

## On one machine

\`\`\`sh
${here.map((line, k) => (k < here.length - 1 ? `${line} &` : line)).join("\n")}
\`\`\`

CPU devices are made as many as are needed: \`JAX_PLATFORMS=cpu\` in front of \`python\` if the machine has an accelerator as well.

## Hosts with ssh

The folder has the same path on every host, or is copied there. \`host0\` is the first one; its port ${port} must be free and reachable.

\`\`\`sh
${each.map((k) => `ssh host${k} "cd $PWD && python run.py${flags("host0", k)}"${k < processes - 1 ? " &" : ""}`).join("\n")}
\`\`\`

\`--address\` names the address of a host that the others reach, where it has several. Processes exchange messages on ports that the system chooses.

## SLURM

\`\`\`sh
srun --nodes=${processes} --ntasks-per-node=1 python run.py
\`\`\`

The number of the process, the number of processes and the first host come from SLURM. One process per GPU: \`srun --ntasks=${devices} --gpus-per-task=1 python run.py\`.

## Open MPI

\`\`\`sh
mpirun -n ${processes} --map-by node python run.py --coordinator host0:${port}
\`\`\`

\`host0\` is the host of rank 0. Ranks come from Open MPI; MPI itself is not used.

## Kubernetes

An indexed Job with a headless service, so that pod 0 has a name:

\`\`\`yaml
apiVersion: v1
kind: Service
metadata: { name: train }
spec: { clusterIP: None, selector: { job-name: train }, publishNotReadyAddresses: true }
---
apiVersion: batch/v1
kind: Job
metadata: { name: train }
spec:
  completionMode: Indexed
  completions: ${processes}
  parallelism: ${processes}
  backoffLimit: 0
  template:
    spec:
      subdomain: train
      restartPolicy: Never
      containers:
        - name: train
          image: your-image-with-python-jax-and-this-folder
          command: [python, run.py, --processes, "${processes}", --coordinator, "train-0.train:${port}"]
\`\`\`

The number of the process is the pod's completion index.

## When something ends

Every process has a supervisor, the \`run.py\` that was started. When the process ends or shows no sign of life, it says which process on which host in which step,
and exits with a code other than 0. The other hosts notice within about 10 s and end too (jax before 0.7: 100 s). \`alpa: …\` on stderr is what to read first.
`;
}

/** One row per stage: where its devices are, and which axes of its mesh cross processes. */
function stageRows({ program }: ReadmeFacts, file: ProgramFile, own: number): string[] {
  return file.meshes.map(({ devices }, stage) => {
    const { axes } = program.meshes[stage].mesh;
    let inner = 1;
    const crossing: string[] = [];
    for (const { name, size } of axes.toReversed()) {
      const crosses = devices.some((device, rank) => {
        const first = rank - (Math.floor(rank / inner) % size) * inner;
        return Math.floor(device / own) !== Math.floor(devices[first] / own);
      });
      if (crosses) crossing.unshift(name);
      inner *= size;
    }
    const processes = [...new Set(devices.map((device) => Math.floor(device / own)))];
    const axesText = axes.map(({ name, size }) => `${name} ${size}`).join(" × ");
    return `| ${stage} | ${axesText} | ${devices.join(", ")} | ${processes.join(", ")} | ${crossing.join(", ") || "none"} |`;
  });
}

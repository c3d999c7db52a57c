/**
 * @file The PyTorch lines of docs/stablehlo.md: the step that they write runs on threads to what PyTorch's own
 * optimizer computes. Skipped unless `ALPA_TORCH_PYTHON` has torch, torchax and jax.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { openTensors } from "../../src/tensor-files/formats.ts";
import { alpa } from "../support/command-line.ts";

const python = process.env.ALPA_TORCH_PYTHON;
const env = { ...process.env, JAX_PLATFORMS: "cpu" };
const hasTorch = python !== undefined && spawnSync(python, ["-c", "import torch, torchax, jax"], { env }).status === 0;
if (!hasTorch)
  process.stderr.write("skipped: ALPA_TORCH_PYTHON names no Python with torch, torchax and jax (docs/stablehlo.md)\n");

const folder = mkdtempSync(join(tmpdir(), "alpa-torch-"));
afterAll(() => rmSync(folder, { recursive: true }));
const fileOf = (name: string): string => join(folder, name);

/** One step of PyTorch on the same numbers: the weights in JAX's order of a dictionary, then the loss. */
const ownStep = `
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
logits = model(torch.tensor(x))
loss = torch.nn.functional.cross_entropy(logits.reshape(-1, 4), torch.tensor(y).long().reshape(-1))
loss.backward()
optimizer.step()
state = model.state_dict()
leaves = [state[name].detach().numpy() for name in sorted(state)] + [loss.detach().numpy()]
np.savez("torch.npz", **{f"out{i}": leaf for i, leaf in enumerate(leaves)})
`;

test.skipIf(!hasTorch)(
  "a torch.nn.Module's step gives the weights of PyTorch's own optimizer",
  async () => {
    const page = readFileSync(join(import.meta.dirname, "../../docs/stablehlo.md"), "utf8");
    const lines = /## From PyTorch[\s\S]*?```python\n([\s\S]*?)```/.exec(page)![1];
    const made = spawnSync(python!, ["-c", lines + ownStep], { cwd: folder, env });
    expect(made.status, `${made.stderr}`).toBe(0);
    const wanted = openTensors(fileOf("torch.npz"));
    try {
      for (const devices of ["1", "4"]) {
        const files = ["--inputs", fileOf("in.npz"), "--outputs", fileOf("out.npz")];
        const { code, err } = await alpa("run", fileOf("step.mlir"), "--devices", devices, ...files);
        expect(code, err).toBe(0);
        const found = openTensors(fileOf("out.npz"));
        for (const name of wanted.types.keys()) {
          const [ours, theirs] = [found.read(name), wanted.read(name)] as Float32Array[];
          const worst = theirs.reduce((most, value, i) => Math.max(most, Math.abs(value - ours[i])), 0);
          expect(worst, name).toBeLessThan(1e-5);
        }
        found.close();
      }
    } finally {
      wanted.close();
    }
  },
  300_000,
);

/** @file Checkpoints on the disk: read back, replaced, pruned; failing disks, damaged files, mutated manifests. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { afterAll, beforeEach, expect, test } from "vitest";
import { randomData } from "../../test/support/random-data.ts";
import { AlpaError, InvalidConfig, RuntimeFailure } from "../base/errors.ts";
import { seededRandom } from "../base/random.ts";
import { dtypes, type TensorData } from "../ir/types.ts";
import { replicated } from "../plan/placement.ts";
import { boxOf, holdersOf, shardOf } from "../plan/shard.ts";
import { Checkpoint } from "./checkpoint.ts";
import { type FileLayer, localFiles } from "./files.ts";
import { listCheckpoints, replacedName } from "./folders.ts";
import { Snapshot, type TensorParts } from "./snapshot.ts";
import { writeCheckpoint } from "./write-checkpoint.ts";

const scratch = mkdtempSync(join(tmpdir(), "alpa-checkpoint-"));
afterAll(() => rmSync(scratch, { recursive: true }));

let root = "";
let numRoots = 0;
beforeEach(() => {
  root = join(scratch, `${numRoots++}`);
});

const mesh = {
  axes: [
    { name: "x", size: 2 },
    { name: "y", size: 2 },
  ],
};
const shapes = [[], [4], [4, 6], [2, 0], [3, 8, 2]];

/** Whole values of every type and shape, by name. */
const values = new Map(
  dtypes.flatMap((dtype, i) =>
    shapes.map((shape, j) => {
      const type = { dtype, shape };
      return [`${dtype}.w[${j}]`, { type, data: randomData(seededRandom(9 * i + j), type) }] as const;
    }),
  ),
);

/** The values in the parts that four devices hold: dim 1 split over one or both axes where it divides. */
const parts = (): TensorParts[] =>
  [...values].map(([name, { type, data }], i) => {
    const { dims } = replicated(type.shape.length);
    const axes = i % 3 === 0 ? ["x", "y"] : ["y"];
    const size = axes.length * 2;
    const placement = {
      partial: [],
      dims: dims.map((_, dim) => (dim === 1 && type.shape[1] % size === 0 ? axes : [])),
    };
    const held = holdersOf(placement, mesh).map((device) => ({
      device,
      ...boxOf(type, placement, mesh, device),
      data: shardOf(data, type, placement, mesh, device),
    }));
    return { name, ...type, parts: held };
  });

/** Saves, with a part of the bytes written from where it lies, more of it at each step. */
const save = (step: number, files?: FileLayer, keep?: number) =>
  writeCheckpoint(root, { step, seed: 3 }, Snapshot.take(parts(), { headShare: (step % 4) / 4 }), { files, keep });

function readAll(path: string): Map<string, TensorData> {
  const checkpoint = new Checkpoint(path);
  try {
    return new Map([...checkpoint.types.keys()].map((name) => [name, checkpoint.read(name)]));
  } finally {
    checkpoint.close();
  }
}

const expected = new Map([...values].map(([name, { data }]) => [name, data]));

test("what four devices held comes back whole, and the newest are kept", async () => {
  const { path, bytes } = await writeCheckpoint(root, { step: 5 }, Snapshot.take(parts()));
  expect(readdirSync(path).sort()).toEqual([..."0123"].map((i) => `device-${i}.safetensors`).concat("manifest.json"));
  expect(bytes).toBeGreaterThan(1000);
  expect(readAll(path)).toEqual(expected);
  for (const step of [6, 7, 10]) await save(step, localFiles, 2);
  expect(readdirSync(root)).toEqual(["step-00000007", "step-00000010"]);
  expect(new Checkpoint(root).manifest).toMatchObject({ step: 10, seed: 3 });
  await expect(save(9)).rejects.toThrow(/has step-00000010, later than step 9 that is to be saved/);
  // A step that is saved again replaces the former one.
  await save(10);
  expect(readdirSync(root)).toEqual(["step-00000007", "step-00000010"]);
});

/** Files that fail with `code` once `left` bytes are written, or at the operation called `at`. */
function failing({ code, left = Infinity, at }: { code: string; left?: number; at?: keyof FileLayer }): FileLayer {
  const error = Object.assign(new Error(`${code}: it failed, write`), { code });
  const fail = async (): Promise<never> => {
    throw error;
  };
  return {
    ...localFiles,
    ...(at && { [at]: fail }),
    async create(path) {
      if (at === "create") return fail();
      const file = await localFiles.create(path);
      return {
        sync: () => file.sync(),
        close: () => file.close(),
        async write(bytes) {
          const part = bytes.subarray(0, Math.min(left, bytes.length));
          left -= part.length;
          await file.write(part);
          if (part.length < bytes.length) await fail();
        },
      };
    },
  };
}

test("a save that fails at any byte or operation says why and leaves the last checkpoint", async () => {
  const { bytes } = await save(1);
  const random = seededRandom(5);
  const cases = [
    ...Array.from({ length: 12 }, () => ({ code: "ENOSPC", left: random.int(bytes) })),
    ...(["makeFolder", "create", "syncFolder", "rename", "list"] as const).map((at) => ({ code: "EIO", at })),
    { code: "EACCES", at: "makeFolder" as const },
  ];
  for (const failure of cases) {
    const error = await save(2, failing(failure)).catch((caught) => caught);
    expect(error).toBeInstanceOf(RuntimeFailure);
    expect(error.message).toContain(`${root}: step 2 was not saved: it failed (${failure.code}) while `);
    expect(error.message).toContain("step-00000001 is intact");
    if (failure.code === "ENOSPC") expect(error.message).toMatch(/free [\d.]+ kB, or give a folder on another disk/);
    expect(readdirSync(root)).toEqual(["step-00000001"]);
  }
  expect(readAll(root)).toEqual(expected);
  // The same for a save that replaces one of its own step.
  for (const at of ["rename", "syncFolder", "create"] as const) {
    await expect(save(1, failing({ code: "EIO", at }))).rejects.toThrow("was not saved");
    expect(readAll(root)).toEqual(expected);
  }
  await save(2);
  expect(readdirSync(root)).toEqual(["step-00000001", "step-00000002"]);
});

test("large files are written alike past the system's cache and through it", async () => {
  const bytes = new Uint8Array(2 ** 21 + 4097);
  bytes.forEach((_, i) => {
    bytes[i] = i * 7 + (i >> 9);
  });
  const memory = new Uint8Array(new WebAssembly.Memory({ initial: 128 }).buffer);
  memory.set(bytes, 4096);
  memory.set(bytes, 3 * 2 ** 20 - 8);
  await localFiles.makeFolder(root);
  for (const [name, start, size] of [
    ...[["aligned", 4096, bytes.length] as const, ["blocks", 4096, 2 ** 21] as const],
    ...[["unaligned", 3 * 2 ** 20 - 8, 2 ** 20 + 1] as const, ["small", 4096, 5] as const],
  ]) {
    const file = await localFiles.create(join(root, name));
    const half = name === "aligned" ? 2 ** 20 : size;
    await file.write(memory.subarray(start, start + half));
    if (half < size) await file.write(memory.subarray(start + half, start + size));
    await file.sync();
    await file.close();
    expect(Buffer.compare(readFileSync(join(root, name)), bytes.subarray(0, size)), name).toBe(0);
  }
  const weight = { name: "w", dtype: "f32", shape: [1000, 1001] } as const;
  const data = Float32Array.from({ length: 1001000 }, (_, i) => i);
  const parts = [{ device: 0, start: [0, 0], shape: weight.shape, data }];
  const first = Snapshot.take([{ ...weight, parts }], { headShare: 0.9 });
  const writing = writeCheckpoint(root, { step: 1 }, first);
  expect(first.files[0].bytes.length).toBeLessThan(0.11 * data.byteLength);
  await first.released;
  data.fill(3, 500);
  await writing;
  // The second uses the memory of the first.
  const second = Snapshot.take([{ ...weight, parts }], { reused: first, headShare: 0.9 });
  expect(second.files[0].bytes.buffer).toBe(first.files[0].bytes.buffer);
  await writeCheckpoint(root, { step: 2 }, second);
  expect(readAll(root).get("w")).toEqual(data);
  expect(readAll(join(root, "step-00000001")).get("w")).toEqual(Float32Array.from({ length: 1001000 }, (_, i) => i));
});

test("a save that was killed between its two renames leaves the former checkpoint, and the next one mends the names", async () => {
  await save(4);
  await localFiles.rename(join(root, "step-00000004"), join(root, replacedName(4)));
  await localFiles.makeFolder(join(root, ".writing-step-00000004-999999999-0"));
  expect(listCheckpoints(root)).toEqual([{ step: 4, path: join(root, replacedName(4)) }]);
  expect(readAll(root)).toEqual(expected);
  await save(5);
  expect(readdirSync(root)).toEqual(["step-00000004", "step-00000005"]);
});

test("a removal that was killed halfway leaves no damaged checkpoint, and the next save ends it", async () => {
  for (const step of [1, 2]) await save(step);
  const halfRemoving: FileLayer = {
    ...localFiles,
    async remove(path) {
      rmSync(join(path, "device-0.safetensors"));
      throw Object.assign(new Error("killed"), { code: "EIO" });
    },
  };
  await expect(save(3, halfRemoving, 1)).rejects.toThrow(
    /step 3 was saved, but older ones were not removed: .* while removing older checkpoints; .*step-00000003 is intact/,
  );
  const left = listCheckpoints(root);
  expect(left.map(({ step }) => step)).toEqual([2, 3]);
  for (const { path } of left) expect(readAll(path)).toEqual(expected);
  await save(4, localFiles, 3);
  expect(readdirSync(root)).toEqual(["step-00000002", "step-00000003", "step-00000004"]);
});

test("a folder without checkpoints is refused", async () => {
  expect(() => new Checkpoint(root)).toThrow(/has no checkpoint; give a folder that --checkpoint/);
  writeFileSync(join(scratch, "file"), "");
  expect(() => new Checkpoint(join(scratch, "file"))).toThrow("cannot be read: not a directory (ENOTDIR)");
});

test("truncated, altered, missing and swapped files are refused by name", async () => {
  await save(1);
  await save(2);
  const path = join(root, "step-00000002");
  const file = join(path, "device-1.safetensors");
  const whole = readFileSync(file);
  const other = `load ${join(root, "step-00000001")} instead`;
  const refuses = (what: string): void => expect(() => new Checkpoint(root).verify()).toThrow(`${file}: ${what}`);
  truncateSync(file, whole.length - 1);
  refuses(`has ${whole.length - 1} bytes, and was written with ${whole.length}; ${other}`);
  const altered = Buffer.from(whole);
  altered[whole.length - 1] ^= 1;
  writeFileSync(file, altered);
  refuses("was altered: the checksum of ");
  rmSync(file);
  refuses("is missing");
  writeFileSync(file, Buffer.concat([Buffer.from("{}"), whole.subarray(2)]));
  refuses("was altered (device-1.safetensors: says its header has");
  writeFileSync(file, whole);
  expect(readAll(root)).toEqual(expected);
  expect(() => new Checkpoint(root).read("f32.w[9]")).toThrow(/has no tensor f32.w\[9\]; did you mean "f32.w\[/);
});

test("tensors are the same when several are read at a time, and altered ones are refused", async () => {
  const { path } = await save(1);
  const readTogether = async (): Promise<ReadonlyMap<string, TensorData>> => {
    const checkpoint = new Checkpoint(path);
    try {
      return await checkpoint.readAll([...checkpoint.types.keys()]);
    } finally {
      checkpoint.close();
    }
  };
  const together = await readTogether();
  expect(new Map([...expected.keys()].map((name) => [name, together.get(name)]))).toEqual(expected);
  const file = join(path, "device-1.safetensors");
  const whole = readFileSync(file);
  whole[whole.length - 1] ^= 1;
  writeFileSync(file, whole);
  await expect(readTogether()).rejects.toThrow(`${file}: was altered: the checksum of `);
});

test("every bit of a checkpoint is covered: random changes are refused or change nothing", async () => {
  await save(1);
  const path = join(root, "step-00000001");
  const random = seededRandom(11);
  const names = readdirSync(path);
  let refused = 0;
  for (let trial = 0; trial < 300; trial++) {
    const file = join(path, names[random.int(names.length)]);
    const whole = readFileSync(file);
    const bytes = Buffer.from(whole);
    bytes[random.int(bytes.length)] ^= 1 << random.int(8);
    writeFileSync(file, bytes);
    try {
      expect(readAll(root)).toEqual(expected);
    } catch (error) {
      expect(error, `${error}`).toBeInstanceOf(InvalidConfig);
      refused++;
    }
    writeFileSync(file, whole);
  }
  expect(refused).toBeGreaterThan(250);
});

test("mutated manifests are refused with a sentence, never a crash", async () => {
  await save(1);
  const file = join(root, "step-00000001", "manifest.json");
  const whole = readFileSync(file, "utf8");
  const random = seededRandom(13);
  const odd = ["null", "-1", "1e400", '"x"', "[]", "{}", "true", "0.5", '"../../x.safetensors"', '"__proto__"'];
  for (let trial = 0; trial < 400; trial++) {
    const at = random.int(whole.length);
    const cut = random.int(12);
    // Replaces JSON values by odd ones, deletes characters, or swaps lines.
    const tokens = [...whole.matchAll(/-?\d+|"[^"]*"|\[\]|true/g)];
    const token = tokens[random.int(tokens.length)];
    const text =
      random.next() < 0.6
        ? whole.slice(0, token.index) + odd[random.int(odd.length)] + whole.slice(token.index + token[0].length)
        : whole.slice(0, at) + whole.slice(at + cut);
    writeFileSync(file, random.next() < 0.5 ? text : signed(text));
    try {
      readAll(root);
    } catch (error) {
      expect(error, `${(error as Error).stack}`).toBeInstanceOf(AlpaError);
      expect((error as AlpaError).code).not.toBe("internal");
    }
  }
});

/** The manifest with the checksum that a writer of it would have given. */
function signed(text: string): string {
  try {
    const { checksum: _, ...facts } = JSON.parse(text);
    return JSON.stringify({ ...facts, checksum: crc32(JSON.stringify(facts)) });
  } catch {
    return text;
  }
}

const python = process.env.ALPA_PYTHON ?? "python3";
const hasPython = spawnSync(python, ["-c", "import numpy, safetensors.numpy, ml_dtypes"]).status === 0;
if (!hasPython)
  process.stderr.write(
    `skipped: ${python} has no numpy, ml_dtypes and safetensors; set ALPA_PYTHON to one that has, to check checkpoints\n`,
  );

const script = `
import sys, json, numpy as np, ml_dtypes
from safetensors.numpy import load_file
folder = sys.argv[1]
manifest = json.load(open(folder + "/manifest.json"))
files = {file["name"]: load_file(folder + "/" + file["name"]) for file in manifest["files"]}
for tensor in manifest["tensors"]:
    first = files[tensor["parts"][0]["file"]][tensor["name"]]
    whole = np.zeros(tensor["shape"], first.dtype)
    for part in tensor["parts"]:
        box = tuple(slice(s, s + n) for s, n in zip(part["start"], part["shape"]))
        whole[box] = files[part["file"]][tensor["name"]]
    print(tensor["name"], whole.tobytes().hex())
`;

test.skipIf(!hasPython)("Python's safetensors reads the files of a checkpoint", async () => {
  const { path } = await save(1);
  const { status, stdout, stderr } = spawnSync(python, ["-c", script, path], { encoding: "utf8" });
  expect(status, stderr).toBe(0);
  const bytes = (data: TensorData): string =>
    Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString("hex");
  expect(
    stdout
      .trimEnd()
      .split("\n")
      .map((line) => line.trim()),
  ).toEqual([...expected].map(([name, data]) => `${name} ${bytes(data)}`.trim()));
});

import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deflateRawSync } from "node:zlib";
import { afterAll, expect, test } from "vitest";
import { randomData } from "../../test/support/random-data.ts";
import { AlpaError } from "../base/errors.ts";
import { seededRandom } from "../base/random.ts";
import { dtypes } from "../ir/types.ts";
import { openTensors, tensorFileEndings, writeTensors } from "./formats.ts";
import { npyHeader } from "./npy.ts";
import { bytesOfData, type NamedTensor } from "./tensor-file.ts";

const folder = mkdtempSync(join(tmpdir(), "alpa-tensors-"));
afterAll(() => rmSync(folder, { recursive: true }));

const shapes = [[], [5], [2, 3], [1, 0, 4], [3, 1, 2, 2]];

/** A tensor of every type and shape. */
const tensors: readonly NamedTensor[] = dtypes.flatMap((dtype, i) =>
  shapes.map((shape, j): NamedTensor => {
    const type = { dtype, shape };
    return { name: `${dtype}/${j}.x`, type, data: randomData(seededRandom(7 * i + j), type) };
  }),
);

function readAll(path: string): NamedTensor[] {
  const file = openTensors(path);
  try {
    return [...file.types].map(([name, type]) => ({ name, type, data: file.read(name) }));
  } finally {
    file.close();
  }
}

const byName = (list: readonly NamedTensor[]): Map<string, NamedTensor> =>
  new Map(list.map((tensor) => [tensor.name, tensor]));

test.each(tensorFileEndings)("%s gives back what was written", (ending) => {
  const path = join(folder, `all${ending}`);
  writeTensors(path, tensors);
  expect(byName(readAll(path))).toEqual(byName(tensors));
});

test("arrays in columns, big-endian, and compressed are read", () => {
  // np.savez_compressed(x=np.asfortranarray([[1, 2, 3], [4, 5, 6]]).astype('>i2')): one deflated entry.
  const dict = "{'descr': '>i2', 'fortran_order': True, 'shape': (2, 3), }";
  const header = npyHeader({ dtype: "i16", shape: [2, 3] });
  header.set(new TextEncoder().encode(dict.padEnd(header.length - 11)), 10);
  const elements = Int16Array.of(1, 4, 2, 5, 3, 6);
  const bytes = bytesOfData(elements);
  for (let at = 0; at < bytes.length; at += 2) bytes.subarray(at, at + 2).reverse();
  const path = join(folder, "columns.npz");
  writeTensors(path, [{ name: "x", type: { dtype: "i16", shape: [2, 3] }, data: elements }]);
  const stored = readFileSync(path);
  const whole = Buffer.concat([header, bytes]);
  writeFileSync(path, deflated(stored, whole));
  expect(readAll(path)).toEqual([
    { name: "x", type: { dtype: "i16", shape: [2, 3] }, data: Int16Array.of(1, 2, 3, 4, 5, 6) },
  ]);
});

/** The archive of one entry with 64-bit sizes, `content` compressed in place of what it held. */
function deflated(archive: Buffer, content: Buffer): Buffer {
  const name = archive.subarray(30, 30 + archive.readUInt16LE(26));
  const packed = deflateRawSync(content);
  const crc = crcOf(content);
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(8, 8);
  local.writeUInt16LE(name.length, 26);
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(8, 10);
  entry.writeUInt32LE(crc, 16);
  entry.writeUInt32LE(packed.length, 20);
  entry.writeUInt32LE(content.length, 24);
  entry.writeUInt16LE(name.length, 28);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(entry.length + name.length, 12);
  end.writeUInt32LE(local.length + name.length + packed.length, 16);
  return Buffer.concat([local, name, packed, entry, name, end]);
}

/** CRC-32 bit by bit. */
function crcOf(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

test.each(tensorFileEndings)("damaged %s files are refused, or give tensors of the size they say", (ending) => {
  const path = join(folder, `damaged${ending}`);
  writeTensors(path, tensors.slice(0, 6));
  const whole = readFileSync(path);
  const random = seededRandom(3);
  let refused = 0;
  for (let trial = 0; trial < 400; trial++) {
    const bytes = Buffer.from(whole);
    for (let change = random.int(3); change >= 0; change--) bytes[random.int(bytes.length)] = random.int(256);
    writeFileSync(path, random.next() < 0.2 ? bytes.subarray(0, random.int(bytes.length)) : bytes);
    try {
      readAll(path);
    } catch (error) {
      expect(error).toBeInstanceOf(AlpaError);
      refused++;
    }
  }
  expect(refused).toBeGreaterThan(50);
});

test.each([
  ["x.txt", "is no tensor file; give one that ends in .npz or .safetensors"],
  ["none.npz", "cannot be read (ENOENT)"],
])("%s is refused", (name, message) => {
  expect(() => openTensors(join(folder, name))).toThrow(message);
});

const python = process.env.ALPA_PYTHON ?? "python3";
const hasNumpy = spawnSync(python, ["-c", "import numpy, safetensors.numpy, ml_dtypes"]).status === 0;
if (!hasNumpy)
  process.stderr.write(
    `skipped: ${python} has no numpy, ml_dtypes and safetensors; set ALPA_PYTHON to one that has, to check tensor files\n`,
  );

/** Reads `in.npz` and `in.safetensors` and writes what it finds, compressed and not, as NumPy and safetensors do. */
const script = `
import sys, numpy as np, ml_dtypes
from safetensors.numpy import load_file, save_file
folder = sys.argv[1]
arrays = dict(np.load(folder + "/in.npz"))
np.savez_compressed(folder + "/out.npz", **arrays)
tensors = load_file(folder + "/in.safetensors")
save_file(tensors, folder + "/out.safetensors")
for name, array in tensors.items():
    assert arrays[name].shape == array.shape, name
    assert arrays[name].tobytes() == array.tobytes(), name
`;

test.skipIf(!hasNumpy)("NumPy and safetensors read what we write, and we read what they write", () => {
  for (const ending of tensorFileEndings) writeTensors(join(folder, `in${ending}`), tensors);
  const { status, stderr } = spawnSync(python, ["-c", script, folder]);
  expect(status, `${stderr}`).toBe(0);
  for (const ending of tensorFileEndings)
    expect(byName(readAll(join(folder, `out${ending}`)))).toEqual(byName(tensors));
});

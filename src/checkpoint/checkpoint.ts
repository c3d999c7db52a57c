/** @file Checkpoint: a saved state, opened for its manifest and types, read tensor by tensor as whole values. */
import { readFileSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { crc32 } from "node:zlib";
import { AlpaError, InvalidConfig } from "../base/errors.ts";
import { suggestion } from "../base/suggest.ts";
import { allocateData, numElements, sameType, type TensorData, type TensorType, typeText } from "../ir/types.ts";
import { systemReason } from "../node/system-reason.ts";
import { type Box, writeBox } from "../plan/shard.ts";
import { ReadSpace } from "../tensor-files/aligned-memory.ts";
import { openSafetensors } from "../tensor-files/safetensors.ts";
import { bytesOfData, type ParallelTensorFile, type TensorFile } from "../tensor-files/tensor-file.ts";
import { findCheckpoint, listCheckpoints } from "./folders.ts";
import { type Manifest, type ManifestTensor, manifestName, parseManifest } from "./manifest.ts";

/**
 * Reads the manifest of a checkpoint.
 * @param dir  a checkpoint's folder, or a folder of checkpoints, of which the newest is read
 * @throws InvalidConfig if there is none, or its manifest is damaged
 */
export function readManifest(dir: string): { readonly path: string; readonly manifest: Manifest } {
  const path = findCheckpoint(dir);
  const file = join(path, manifestName);
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new InvalidConfig(file, `cannot be read: ${systemReason(error as Error)}; ${remedyFor(path)}`);
  }
  return { path, manifest: parseManifest(text, file) };
}

type ManifestPart = ManifestTensor["parts"][number];

/** Parts that are read at the same time. */
const numReaders = 4;

/** An open checkpoint. */
export class Checkpoint implements TensorFile {
  readonly path: string;
  readonly manifest: Manifest;
  readonly types: ReadonlyMap<string, TensorType>;
  readonly #tensors: ReadonlyMap<string, ManifestTensor>;
  readonly #files = new Map<string, ParallelTensorFile>();

  /**
   * Opens a checkpoint and the headers of its files; reads no tensor.
   * @param dir  a checkpoint's folder, or a folder of checkpoints, of which the newest is opened
   * @throws InvalidConfig that names the file that is missing, truncated or altered
   */
  constructor(dir: string) {
    const { path, manifest } = readManifest(dir);
    this.path = path;
    this.manifest = manifest;
    this.#tensors = new Map(manifest.tensors.map((tensor) => [tensor.name, tensor]));
    this.types = this.#tensors;
    try {
      for (const { name, bytes } of manifest.files) this.#files.set(name, this.#openFile(name, bytes));
      for (const tensor of manifest.tensors) this.#checkParts(tensor);
    } catch (error) {
      this.close();
      throw error;
    }
  }

  #openFile(name: string, bytes: number): ParallelTensorFile {
    const file = join(this.path, name);
    const found = statSync(file, { throwIfNoEntry: false });
    if (!found) throw this.#damaged(name, "is missing");
    if (found.size !== bytes) throw this.#damaged(name, `has ${found.size} bytes, and was written with ${bytes}`);
    try {
      return openSafetensors(file);
    } catch (error) {
      if (!(error instanceof AlpaError)) throw error;
      throw this.#damaged(name, `was altered (${error.message.replace(/; write the file anew$/, "")})`);
    }
  }

  #checkParts({ name, dtype, parts }: ManifestTensor): void {
    for (const { file, shape } of parts) {
      const type = this.#files.get(file)!.types.get(name);
      if (!type) throw this.#damaged(file, `was altered: it has no ${name}`);
      if (!sameType(type, { dtype, shape }))
        throw this.#damaged(file, `was altered: ${name} is ${typeText(type)}, and was ${typeText({ dtype, shape })}`);
    }
  }

  /**
   * Returns a whole tensor, row-major, assembled from the parts of all devices.
   * @throws InvalidConfig if the checkpoint has no such tensor, or if a file was altered
   */
  read(name: string): TensorData {
    const { dtype, shape, parts } = this.#tensor(name);
    const read = (part: ManifestPart): TensorData => this.#checked(name, part, this.#files.get(part.file)!.read(name));
    if (parts.length === 1) return read(parts[0]);
    const whole = allocateData(dtype, numElements(shape));
    for (const part of parts) writeBox(whole, shape, part, read(part));
    return whole;
  }

  /**
   * Reads the parts of tensors, several at the same time, which is faster from a disk. Close only when it has ended.
   * @param take  receives a part's elements, row-major, which it must use at once
   * @throws InvalidConfig if the checkpoint has no such tensor, or if a file was altered; parts may have been taken
   */
  async readParts(names: readonly string[], take: (name: string, part: Box, data: TensorData) => void): Promise<void> {
    const queue = names.flatMap((name) => this.#tensor(name).parts.map((part) => ({ name, part }))).values();
    const readOnes = async (): Promise<void> => {
      const space = new ReadSpace();
      for (const { name, part } of queue) {
        const data = await this.#files.get(part.file)!.readLater(name, space);
        take(name, part, this.#checked(name, part, data));
      }
    };
    for (const ended of await Promise.allSettled(Array.from({ length: numReaders }, readOnes)))
      if (ended.status === "rejected") throw ended.reason;
  }

  /** Like `read`, for several tensors at the same time. Close only when it has ended. */
  async readAll(names: readonly string[]): Promise<ReadonlyMap<string, TensorData>> {
    const found = new Map<string, TensorData>();
    await this.readParts(names, (name, part, data) => {
      const { dtype, shape } = this.#tensor(name);
      if (!found.has(name)) found.set(name, allocateData(dtype, numElements(shape)));
      writeBox(found.get(name)!, shape, part, data);
    });
    return found;
  }

  #tensor(name: string): ManifestTensor {
    const tensor = this.#tensors.get(name);
    if (tensor) return tensor;
    throw new InvalidConfig(this.path, `has no tensor ${name}${suggestion(name, [...this.#tensors.keys()])}`);
  }

  #checked(name: string, { file, checksum }: ManifestPart, data: TensorData): TensorData {
    if (crc32(bytesOfData(data)) === checksum) return data;
    throw this.#damaged(file, `was altered: the checksum of ${name} differs`);
  }

  #damaged(file: string, what: string): InvalidConfig {
    return new InvalidConfig(join(this.path, file), `${what}; ${remedyFor(this.path)}`);
  }

  /** Reads every tensor. @throws InvalidConfig for the first file that was altered */
  verify(): void {
    for (const name of this.#tensors.keys()) this.read(name);
  }

  close(): void {
    for (const file of this.#files.values()) file.close();
    this.#files.clear();
  }
}

/** Advice for a damaged checkpoint: names the newest other one in its root folder. */
function remedyFor(path: string): string {
  const others = listCheckpoints(dirname(path)).filter((other) => basename(other.path) !== basename(path));
  const last = others.at(-1);
  return last ? `load ${last.path} instead` : "there is no other checkpoint beside it; copy the file again if you can";
}

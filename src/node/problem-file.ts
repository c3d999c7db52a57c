/** @file Reads and writes files of sharding problems, plain or gzipped. */
import { createReadStream, createWriteStream, existsSync } from "node:fs";
import { open } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import { InvalidConfig } from "../base/errors.ts";
import type { ShardingProblem } from "../solver/problem.ts";
import { ProblemReader, problemText } from "../solver/problem-text.ts";

/** Reads a `.json` or `.json.gz` instance. @throws InvalidConfig with what is wrong in the file */
export async function readProblem(path: string): Promise<ShardingProblem> {
  if (!existsSync(path)) throw new InvalidConfig(path, "no such file; give the path of a .json or .json.gz instance");
  const reader = new ProblemReader(path);
  const file = createReadStream(path, { highWaterMark: 1 << 20 });
  try {
    const bytes = (await isGzip(path)) ? file.pipe(createGunzip({ chunkSize: 1 << 20 })) : file;
    file.on("error", (error) => bytes.destroy(error));
    for await (const chunk of bytes) reader.push(chunk as Buffer);
  } catch (error) {
    if (error instanceof InvalidConfig) throw error;
    throw new InvalidConfig(path, `cannot be read (${(error as Error).message}); is the file complete?`);
  } finally {
    file.destroy();
  }
  return reader.finish();
}

/** Writes `problem` as the contest's JSON, gzipped when `path` ends in `.gz`. */
export async function writeProblem(problem: ShardingProblem, path: string): Promise<void> {
  const source = Readable.from(problemText(problem));
  if (path.endsWith(".gz")) await pipeline(source, createGzip(), createWriteStream(path));
  else await pipeline(source, createWriteStream(path));
}

async function isGzip(path: string): Promise<boolean> {
  const handle = await open(path);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await handle.close();
  }
}

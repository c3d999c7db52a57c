/** @file Reads a module from a file of MLIR text, `.mlir` or compressed `.mlir.gz`. */
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { gunzipSync } from "node:zlib";
import { InvalidConfig } from "../base/errors.ts";
import type { Module } from "../frontends/stablehlo/ast.ts";
import { parseModule } from "../frontends/stablehlo/parse.ts";

/** Bytes that a compressed file may grow to. */
const maxBytes = 2 ** 31 - 1;

/** The bytes of a file, uncompressed where gzip's mark begins it. */
function readBytes(path: string): Uint8Array {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    throw new InvalidConfig(
      path,
      `cannot be read (${(error as NodeJS.ErrnoException).code}); give a .mlir or .mlir.gz file`,
    );
  }
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: maxBytes });
  } catch (error) {
    throw new InvalidConfig(
      path,
      `cannot be uncompressed (${(error as Error).message}); compress the text anew with gzip`,
    );
  }
}

/**
 * Reads the module in a file.
 * @throws InvalidConfig that gives the file's name, line, column, what was expected and what was found
 */
export function readModule(path: string): Module {
  const bytes = readBytes(path);
  // MLIR's binary form begins with "ML" and 0xEF 'R'.
  if (bytes[0] === 0x4d && bytes[1] === 0x4c && bytes[2] === 0xef && bytes[3] === 0x52) {
    throw new InvalidConfig(path, "is MLIR bytecode; write the module as text, in JAX jitted.lower(…).as_text()");
  }
  return parseModule(bytes, basename(path));
}

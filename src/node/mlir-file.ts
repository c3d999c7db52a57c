/** @file Reads a module from a file of MLIR text: `.mlir`, or `.mlir.gz` compressed with gzip. */
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { gunzipSync } from "node:zlib";
import { InvalidConfig } from "../base/errors.ts";
import type { Module } from "../frontends/stablehlo/ast.ts";
import { parseModule } from "../frontends/stablehlo/parse.ts";

/** Maximum size of an uncompressed file in bytes. */
const maxBytes = 2 ** 31 - 1;

/** Returns the bytes of a file, uncompressed if it starts with gzip's magic number. */
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
      `cannot be uncompressed (${(error as Error).message}); compress the text again with gzip`,
    );
  }
}

/** Reads the text of a module. @throws InvalidConfig for files that cannot be read and for bytecode */
export function readModuleText(path: string): string {
  return new TextDecoder().decode(readModuleBytes(path));
}

/**
 * Reads the module in a file.
 * @throws InvalidConfig with file name, line, column, and what was expected and found there
 */
export const readModule = (path: string): Module => parseModule(readModuleBytes(path), basename(path));

function readModuleBytes(path: string): Uint8Array {
  const bytes = readBytes(path);
  // MLIR's binary form begins with "ML" and 0xEF 'R'.
  if (bytes[0] === 0x4d && bytes[1] === 0x4c && bytes[2] === 0xef && bytes[3] === 0x52) {
    throw new InvalidConfig(path, "is MLIR bytecode; write the module as text, in JAX jitted.lower(…).as_text()");
  }
  return bytes;
}

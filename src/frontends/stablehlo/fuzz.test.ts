/** @file Mutated modules: each is read, or refused by position; none crashes, hangs or takes memory without bound. */
import { expect, test } from "vitest";
import { stepNames, stepText } from "../../../test/stablehlo/fixtures.ts";
import { InvalidConfig } from "../../base/errors.ts";
import { type Random, seededRandom } from "../../base/random.ts";
import { parseModule } from "./parse.ts";

const numModules = Number(process.env.ALPA_FUZZ ?? 1500);

const fragments = [
  "%0",
  "%",
  "#",
  "@",
  "(",
  ")",
  "{",
  "}",
  "<",
  ">",
  "[",
  "]",
  '"',
  "->",
  ":",
  "tensor<",
  "dense<",
  "0x",
  "//",
  "loc(",
].concat([
  "^bb0",
  "\\",
  "-",
  "99999999999999999999",
  "complex<",
  "#loc",
  "= ",
  "stablehlo.while",
  "func.func @f",
  "{-#",
  "\0",
  "é",
]);

/** A part of a module's lines with a few bytes changed, dropped, doubled, moved or put in. */
function mutate(random: Random, lines: readonly string[]): Uint8Array {
  const start = random.int(4) > 0 ? 0 : random.int(lines.length);
  let text = lines.slice(start, start + 5 + random.int(40)).join("\n");
  for (let count = 1 + random.int(4); count > 0; count--) {
    const [at, length] = [random.int(text.length + 1), random.int(12)];
    const [before, piece, after] = [text.slice(0, at), text.slice(at, at + length), text.slice(at + length)];
    const choice = random.int(5);
    if (choice === 0) text = before + after;
    else if (choice === 1) text = before + piece + piece + after;
    else if (choice === 2) text = before + random.pick(fragments) + after;
    else if (choice === 3) text = after + before;
    else text = before + String.fromCharCode(random.int(256)) + piece + after;
  }
  return new TextEncoder().encode(text);
}

test(`${numModules} mutated modules are read or refused by position`, () => {
  const random = seededRandom(7);
  const sources = stepNames.flatMap((name) =>
    (["", ".generic"] as const).map((form) => new TextDecoder().decode(stepText(name, form)).split("\n")),
  );
  let numRead = 0;
  for (let count = 0; count < numModules; count++) {
    const bytes = mutate(random, random.pick(sources));
    try {
      parseModule(bytes, "t");
      numRead++;
    } catch (error) {
      const text = new TextDecoder().decode(bytes);
      if (!(error instanceof InvalidConfig)) throw new Error(`${error} for\n${text}`);
      expect(error.message).toMatch(/^t:\d+:\d+: ./);
    }
  }
  expect(numRead).toBeLessThan(numModules);
});

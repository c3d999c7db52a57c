/**
 * @file Detects two copies of jax-js in one program. They arise if npm installs two versions, or if a bundler inlines
 * only some imports of jax-js. Each copy handles only its own arrays and fails deep inside with those of the other, so
 * the errors here name the cause.
 */
import { AlpaError, InternalError, InvalidConfig } from "../../base/errors.ts";
import { Array as JaxArray, lax, nn, numpy as np } from "./jax.ts";

/** The base class of jax-js's arrays and of what stands for them while a function is traced; no export names it. */
const Tracer = Object.getPrototypeOf(JaxArray) as typeof JaxArray;

const advice =
  "keep one copy: npm ls alpa-js @jax-js/jax lists them, npm dedupe merges them; load both packages by import or both by require, " +
  "and keep both in a bundle or both out of it";

interface ArrayLike {
  readonly shape: readonly number[];
  readonly dtype: string;
}

/** Whether a value, of no class of alpa-js, looks like an array but not of the jax-js that alpa-js uses. */
export const isForeignArray = (value: unknown): value is ArrayLike =>
  typeof value === "object" &&
  value !== null &&
  !(value instanceof Tracer) &&
  Array.isArray((value as Partial<ArrayLike>).shape) &&
  typeof (value as Partial<ArrayLike>).dtype === "string";

/** The reason for refusing a foreign array, as the rest of a sentence that begins with its name. */
export const refusalOfForeign = ({ shape, dtype }: ArrayLike): string =>
  `is an array (${dtype}[${shape}]) of another library, or of another copy of @jax-js/jax or alpa-js than this step runs with; ${advice}`;

/**
 * Functions of jax-js that fail for a tracer of another copy, because they treat it as a number.
 */
const refusers: ReadonlySet<string> = new Set(["full", "getAval"]);

/**
 * The error to throw instead of one that jax-js threw because it got an array of another copy; undefined for any other
 * error. Two copies are recognized by the files in the stack, or, if a bundler has moved a copy into another file, by
 * the functions that threw.
 */
export function explainForeignArray(where: string, error: unknown): InvalidConfig | undefined {
  if (!(error instanceof Error)) return undefined;
  const ours = framesOf(errorOfJax())[0]?.file;
  const isOurs = ({ file }: Frame): boolean => ours !== undefined && copyOf(file) === copyOf(ours);
  const frames = framesOf(error).filter((frame) => !isOurs(frame));
  const theirs = frames.find(({ name, file }) => /@jax-js[\\/]jax[\\/]/.test(file) || refusers.has(name));
  if (theirs)
    return new InvalidConfig(
      where,
      `two copies of @jax-js/jax are at work (${theirs.file}, while alpa-js uses ${ours}), each with arrays of its own; ${advice}`,
    );
  const [thrower] = framesOf(error);
  if (error instanceof AlpaError || !thrower || isOurs(thrower) || !namesOfJax.has(thrower.name)) return undefined;
  return new InvalidConfig(
    where,
    `${error.message} (thrown by ${thrower.name} of ${thrower.file}); ` +
      `if that is a copy of @jax-js/jax, alpa-js uses another (${ours}): ${advice}`,
    { stack: error.stack },
  );
}

const namesOfJax: ReadonlySet<string> = new Set([np, lax, nn].flatMap((namespace) => Object.keys(namespace)));

/** The part of a file's path that is common to all files of one copy of jax-js: the folder, and ".js" or ".cjs". */
const copyOf = (file: string): string => file.replace(/[^\\/]*(\.\w+)$/, "$1");

/** One line of an error's stack. */
interface Frame {
  readonly name: string;
  readonly file: string;
}

/** The lines of an error's stack, the one that threw it first. Empty outside of V8. */
const framesOf = (error: Error): Frame[] =>
  [...(error.stack ?? "").matchAll(/^\s*at (?:([^(]*?)([\w$]*) \()?(.+?):\d+:\d+\)?$/gm)].map(
    ([, , name = "", file]) => ({ name, file }),
  );

/** An error that the jax-js of alpa-js throws. */
function errorOfJax(): Error {
  try {
    np.full([], undefined as never);
  } catch (error) {
    return error as Error;
  }
  throw new InternalError("copies", "jax-js made an array of undefined");
}

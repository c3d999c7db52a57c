/** @file Output files named by options. They are checked before the work that produces their content. */
import { access, constants, stat, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { InvalidConfig, RuntimeFailure } from "../base/errors.ts";
import { systemReason } from "../node/system-reason.ts";

/** An option, its file, and the valid file name endings; any ending if omitted. */
export type OutputFile = readonly [flag: string, file: string | undefined, endings?: readonly string[]];

/** @throws InvalidConfig for the first file that is not writable or has an invalid ending */
export async function checkOutputFiles(outputs: readonly OutputFile[]): Promise<void> {
  for (const [flag, file, endings = []] of outputs) {
    if (file === undefined) continue;
    if (endings.length > 0 && !endings.some((ending) => file.endsWith(ending)))
      throw new InvalidConfig(flag, `got "${file}"; give a file that ends in ${endings.join(" or ")}`);
    const existing = await stat(file).catch(() => undefined);
    if (existing?.isDirectory()) throw new InvalidConfig(flag, `${file} is a folder; give a file`);
    await access(existing ? file : dirname(file), constants.W_OK).catch(() => {
      throw new InvalidConfig(flag, `cannot write ${file}; give a file in a folder that exists and can be written`);
    });
  }
}

/** Writes the file that an option names. */
export async function writeOutput(flag: string, file: string, content: string | Uint8Array): Promise<void> {
  await writeFile(file, content).catch((error: NodeJS.ErrnoException) => {
    throw new RuntimeFailure(flag, `cannot write ${file}: ${systemReason(error)}; give another file`);
  });
}

/**
 * @file Runs the command line inside this process, to test its output; `test/system/cli.test.ts` starts it as a user
 * does.
 */
import { vi } from "vitest";
import { main } from "../../src/cli/main.ts";

/** Exit code and output of a command. */
export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs one command line. */
export async function alpa(...args: string[]): Promise<Ended> {
  const [out, err]: string[][] = [[], []];
  vi.spyOn(console, "log").mockImplementation((line) => void out.push(line));
  vi.spyOn(console, "error").mockImplementation((line) => void err.push(String(line)));
  vi.spyOn(process.stderr, "write").mockImplementation((text) => err.push(String(text)) > 0);
  const code = await main(args);
  vi.restoreAllMocks();
  return { code, out: out.join("\n"), err: err.join("\n") };
}

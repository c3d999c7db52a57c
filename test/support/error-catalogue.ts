/** @file Extracts all errors from the sources: where each is raised, and whether a test asserts its text. */
import { readdirSync, readFileSync } from "node:fs";

const root = new URL("../../", import.meta.url);

/** The meaning of each error class for users, in the order of the page. */
const classes = {
  InvalidConfig:
    "Something that you gave is wrong: an option, a file, a plan, an argument. The message says what to give instead. Exit code 2.",
  Unsupported: "What you gave is meaningful, and alpa-js cannot do it. Exit code 2.",
  Infeasible: "No plan meets the constraints: memory, devices, pins. The message names the tightest one. Exit code 1.",
  InvalidGraph: "A graph breaks a rule of the IR. From a frontend it means a malformed module.",
  RuntimeFailure: "A device, a worker or a search ended before it had a result. Exit code 1.",
} as const;

type ErrorClass = keyof typeof classes;

interface RaisedError {
  readonly kind: ErrorClass;
  readonly where: string;
  readonly message: string;
  readonly file: string;
  readonly isTested: boolean;
}

const sources = (folder: string, wanted: (file: string) => boolean): string[] =>
  readdirSync(new URL(folder, root), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && wanted(file))
    .sort()
    .map((file) => `${folder}${file}`);

const read = (file: string): string => readFileSync(new URL(file, root), "utf8");

/** The source texts of the arguments of the call whose parenthesis opens at `start`. */
function argumentsAt(text: string, start: number): string[] {
  const args: string[] = [];
  let depth = 0;
  let begin = start + 1;
  for (let at = start; at < text.length; at++) {
    const char = text[at];
    if (char === '"' || char === "'" || char === "`") at = endOfString(text, at);
    else if ("([{".includes(char)) depth++;
    else if (")]}".includes(char)) {
      if (--depth > 0) continue;
      args.push(text.slice(begin, at).trim());
      return args;
    } else if (char === "," && depth === 1) {
      args.push(text.slice(begin, at).trim());
      begin = at + 1;
    }
  }
  return args;
}

/** The index of the quote that closes a string or template. */
function endOfString(text: string, start: number): number {
  const quote = text[start];
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === quote) return at;
    else if (quote === "`" && text.startsWith("${", at)) at = endOfBraces(text, at + 1);
  }
  return text.length;
}

function endOfBraces(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    if (text[at] === "`" || text[at] === '"') at = endOfString(text, at);
    else if (text[at] === "{") depth++;
    else if (text[at] === "}" && --depth === 0) return at;
  }
  return text.length;
}

/** The literal text of an argument; interpolated expressions become `…`. */
function literalText(source: string): string {
  let out = "";
  for (let at = 0; at < source.length; at++) {
    const char = source[at];
    if (char !== '"' && char !== "`" && char !== "'") continue;
    const end = endOfString(source, at);
    for (let inside = at + 1; inside < end; inside++) {
      if (char === "`" && source.startsWith("${", inside)) {
        out += "…";
        inside = endOfBraces(source, inside + 1);
      } else if (source[inside] === "\\") out += source[++inside];
      else out += source[inside];
    }
    at = end;
  }
  return out.replaceAll("\n", " ").trim() || "…";
}

/** The longest literal part of a message; a test that asserts the message contains it. */
const longestPart = (message: string): string =>
  message.split(/…|;/).reduce((a, b) => (b.trim().length > a.length ? b.trim() : a), "");

/** Every error that the sources raise, except InternalError (a bug in alpa-js). */
export function raisedErrors(): RaisedError[] {
  const tests = [...sources("src/", (file) => file.endsWith(".test.ts")), ...sources("test/", () => true)]
    .map(read)
    .join("\n");
  return sources("src/", (file) => !file.endsWith(".test.ts")).flatMap((file) => {
    const text = read(file);
    return [...text.matchAll(/new (\w+)\(/g)].flatMap(({ 0: call, 1: kind, index }) => {
      if (!(kind in classes)) return [];
      const [where = "", message = ""] = argumentsAt(text, index + call.length - 1).map(literalText);
      const part = longestPart(message);
      const isTested = part.length > 8 && tests.includes(part.slice(0, 24));
      return [{ kind: kind as ErrorClass, where, message, file: file.slice(4), isTested }];
    });
  });
}

/** The page docs/errors.md. */
export function errorCatalogue(): string {
  const errors = raisedErrors();
  const numTested = errors.filter(({ isTested }) => isTested).length;
  const cell = (text: string): string => text.replaceAll("|", "\\|");
  const sections = Object.entries(classes).map(([kind, meaning]) => {
    const rows = errors
      .filter((error) => error.kind === kind)
      .map(({ where, message, file, isTested }) => {
        return `| ${cell(where)} | ${cell(message)} | \`${file}\`${isTested ? " ✓" : ""} |`;
      });
    return `## ${kind}\n\n${meaning}\n\n| where | message | raised in |\n|---|---|---|\n${rows.join("\n")}`;
  });
  return `# Errors

An error reads \`where: what, with numbers; what to do\`. This page lists every one that the sources raise, \`…\` standing for what is filled in.
A ✓ marks the ${numTested} of ${errors.length} whose text a test asserts. \`npx tsx scripts/error-catalogue.ts\` writes the page; a test keeps it current.
An \`internal\` error is a bug of alpa-js: please report it with its message.

${sections.join("\n\n")}
`;
}

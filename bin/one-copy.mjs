// Resolve hook for the files that the command line loads. Whatever imports alpa-js or jax-js gets the copy that runs the command line,
// wherever it lies; in a checkout that copy is the sources, as tsconfig.json has it for everything else. A user's file that is written
// as a module is one, whatever the package.json beside it says.
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const isCheckout = existsSync(new URL("../src/", import.meta.url));

export async function resolve(specifier, context, next) {
  const [name, entry] = /^(?:alpa-js|@jax-js\/jax)(?=\/|$)\/?(.*)/.exec(specifier) ?? [];
  if (name === undefined) {
    const resolved = await next(specifier, context);
    return isModule(resolved) ? { ...resolved, format: "module" } : resolved;
  }
  const fromHere = { ...context, parentURL: import.meta.url };
  const isSource = isCheckout && name.startsWith("alpa-js");
  return next(isSource ? new URL(`../src/${entry && `${entry}/`}index.ts`, import.meta.url).href : specifier, fromHere);
}

function isModule({ url, format }) {
  if (format !== "commonjs" || !/^file:.*\.[jt]s$/.test(url) || url.includes("/node_modules/")) return false;
  return /^\s*(import|export)\b/m.test(readFileSync(fileURLToPath(url), "utf8"));
}

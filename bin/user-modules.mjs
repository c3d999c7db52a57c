// Resolve hook for the files that the command line loads. Whatever imports alpa-js or jax-js gets the copy that runs
// the command line, wherever it lies; in a checkout that copy is the sources, as tsconfig.json has it for everything
// else. A user's file that is written as a module is one, as `npm init` writes "type": "commonjs" beside it: as
// CommonJS it would require what the command line imports.
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const isCheckout = existsSync(new URL("../src/", import.meta.url));

// Called with a promise by module.register and with a value by module.registerHooks.
export function resolve(specifier, context, next) {
  const [name, entry] = /^(?:alpa-js|@jax-js\/jax)(?=\/|$)\/?(.*)/.exec(specifier) ?? [];
  if (name !== undefined) {
    const isSource = isCheckout && name.startsWith("alpa-js");
    const path = isSource ? new URL(`../src/${entry && `${entry}/`}index.ts`, import.meta.url).href : specifier;
    return next(path, { ...context, parentURL: import.meta.url });
  }
  const found = next(specifier, context);
  return found instanceof Promise ? found.then(asModule) : asModule(found);
}

const asModule = (found) => (isModule(found) ? { ...found, format: "module" } : found);

function isModule({ url, format }) {
  const [file] = url.split("?");
  if (format !== "commonjs" || !/^file:(?!.*\/node_modules\/).*\.[jt]sx?$/.test(file)) return false;
  return /^\s*(import|export)\b/m.test(readFileSync(fileURLToPath(file), "utf8"));
}

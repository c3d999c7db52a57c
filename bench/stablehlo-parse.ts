/**
 * @file Seconds, processor time and memory to parse StableHLO text of 1 MB and of 100 MB: copies of the functions of
 * the test steps.
 * `tsx bench/stablehlo-parse.ts [megabytes…]`; each size runs in a process of its own.
 */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { parseModule } from "../src/frontends/stablehlo/parse.ts";
import { stepNames, stepText } from "../test/stablehlo/fixtures.ts";

/** A module of at least `bytes` bytes, made of copies of every step's functions under names of their own. */
function textOf(bytes: number): Uint8Array {
  const bodies = stepNames.map((name) => {
    const text = new TextDecoder().decode(stepText(name));
    return text.slice(text.indexOf("\n") + 1, text.lastIndexOf("}"));
  });
  const parts: Uint8Array[] = [new TextEncoder().encode("module @many {\n")];
  for (let size = 0, copy = 0; size < bytes; copy++) {
    const part = new TextEncoder().encode(bodies[copy % bodies.length].replace(/@(\w+)/g, `@$1_${copy}`));
    parts.push(part);
    size += part.length;
  }
  parts.push(new TextEncoder().encode("}\n"));
  return Buffer.concat(parts);
}

function measure(megabytes: number): void {
  const bytes = textOf(megabytes * 1e6);
  let processor = 0;
  const seconds = Array.from({ length: megabytes > 10 ? 1 : 7 }, () => {
    const [begin, before] = [performance.now(), process.cpuUsage()];
    parseModule(bytes);
    const { user, system } = process.cpuUsage(before);
    processor ||= (user + system) / 1e6;
    return (performance.now() - begin) / 1e3;
  });
  const [first, ...others] = seconds;
  const later = others.length > 0 ? `, again ${Math.min(...others).toFixed(3)} s` : "";
  const peak = process.resourceUsage().maxRSS / 1e6;
  console.log(
    `${(bytes.length / 1e6).toFixed(1)} MB: ${first.toFixed(3)} s, ${processor.toFixed(3)} s of all threads' processor time${later}; peak of the process ${peak.toFixed(2)} GB`,
  );
}

const sizes = process.argv.slice(2).map(Number);
if (sizes.length === 1) measure(sizes[0]);
else {
  for (const size of sizes.length > 0 ? sizes : [1, 100]) {
    const script = fileURLToPath(import.meta.url);
    spawnSync(process.execPath, [...process.execArgv, script, String(size)], { stdio: "inherit" });
  }
}

/** @file Methods by the names that the command line knows them by. */
import { InvalidConfig } from "../base/errors.ts";
import { suggestion } from "../base/suggest.ts";
import { dataParallel } from "../methods/data-parallel.ts";
import type { Method } from "../methods/method.ts";
import { shard } from "../methods/shard.ts";
import { tensorParallel } from "../methods/tensor-parallel.ts";
import { fsdp, zero } from "../methods/zero.ts";

const methods: Readonly<Record<string, { readonly about: string; readonly make: () => Method }>> = {
  data: { about: "every device its share of the batch, all parameters everywhere", make: () => dataParallel() },
  tensor: { about: "Megatron-LM's column and row splits of matmul chains", make: () => tensorParallel() },
  zero1: { about: "data parallel with split optimizer state", make: () => zero({ stage: 1 }) },
  zero2: { about: "… and split gradients", make: () => zero({ stage: 2 }) },
  zero3: { about: "… and split parameters", make: () => zero({ stage: 3 }) },
  fsdp: { about: "ZeRO-3 by its other name", make: () => fsdp() },
  shard: { about: "the cheapest placement of every value, found and proven by the solver", make: () => shard() },
};

/** Names for `--method`, with what each does. */
export const methodNames = (): string[] => Object.keys(methods);
export const methodHelp = (): string =>
  [...Object.entries(methods).map(([name, { about }]) => `${name}: ${about}`), ""].join("\n  ");

/** The method called `name`. */
export function methodByName(name: string): Method {
  const method = methods[name];
  if (!method) throw new InvalidConfig("--method", `unknown method "${name}"${suggestion(name, methodNames())}`);
  return method.make();
}

/** @file Plans as short texts for links: equal entries are stored once, then deflate, then base64url. */
import { InvalidConfig } from "../base/errors.ts";

/** Lists of a plan file whose entries repeat. */
const listKeys = ["inputs", "outputs", "ops"] as const;

/** The parts of a plan file that are not packed as lists. */
interface PlanText {
  readonly graph?: { readonly hash: string };
  readonly reshards?: readonly { readonly value: number; readonly placement: unknown }[];
}

/** Placements of values as a table; `steps` are the differences of successive value numbers. */
interface PackedReshards extends Table {
  readonly steps: readonly number[];
}

/** A list as its distinct entries and, for each place, the number of its entry. */
interface Table {
  readonly entries: readonly unknown[];
  readonly places: readonly number[];
}

/** Most bytes of a plan's packed text once it is inflated, so that no link fills the memory. */
const maxInflated = 8_000_000;
/** Most entries of a list. */
const maxPlaces = 10_000_000;

/**
 * Packs a plan. Its graph is reduced to the hash, which is enough to recognize another graph.
 * @param json  the text of a plan file
 */
export async function packPlan(json: string): Promise<string> {
  const plan = JSON.parse(json) as Record<string, unknown> & PlanText;
  const lists = listKeys.map((key) => [key, tableOf(plan[key] as readonly unknown[])] as const);
  const { graph, reshards } = plan;
  const packed = {
    ...plan,
    ...Object.fromEntries(lists),
    ...(graph && { graph: { hash: graph.hash, inputs: [], outputs: [], ops: {} } }),
    ...(reshards && { reshards: packedReshards(reshards) }),
  };
  const bytes = new TextEncoder().encode(JSON.stringify(packed));
  return urlText(await through(bytes, new CompressionStream("deflate-raw"), Number.POSITIVE_INFINITY));
}

/** The plan file of a packed text. @throws InvalidConfig if it is none. Whether it is a plan is checked later. */
export async function unpackPlan(text: string): Promise<string> {
  try {
    const bytes = await through(bytesOfText(text), new DecompressionStream("deflate-raw"), maxInflated);
    const plan = JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>;
    for (const key of listKeys) plan[key] = listOf(plan[key] as Table);
    if (plan.reshards !== undefined) plan.reshards = reshardsOf(plan.reshards as PackedReshards);
    return JSON.stringify(plan);
  } catch {
    throw new InvalidConfig("link", "its plan cannot be read; ask for the link again, or for plan.json");
  }
}

const packedReshards = (reshards: NonNullable<PlanText["reshards"]>): PackedReshards => ({
  ...tableOf(reshards.map(({ placement }) => placement)),
  steps: reshards.map(({ value }, i) => value - (reshards[i - 1]?.value ?? 0)),
});

function reshardsOf({ steps, ...table }: PackedReshards): NonNullable<PlanText["reshards"]> {
  let value = 0;
  return listOf(table).map((placement, i) => {
    value += steps[i];
    return { value, placement };
  });
}

function tableOf(list: readonly unknown[]): Table {
  const numbers = new Map<string, number>();
  const entries: unknown[] = [];
  const places = list.map((entry) => {
    const key = JSON.stringify(entry);
    const known = numbers.get(key) ?? entries.push(entry) - 1;
    numbers.set(key, known);
    return known;
  });
  return { entries, places };
}

function listOf({ entries, places }: Table): unknown[] {
  if (places.length > maxPlaces) throw new RangeError("too many places");
  return places.map((place) => entries[place]);
}

/** The bytes that `stream` makes of `bytes`. @throws RangeError for more than `most` */
async function through(bytes: Uint8Array, stream: CompressionStream, most: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let total = 0;
  const body = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream().pipeThrough(stream);
  for await (const part of body as unknown as AsyncIterable<Uint8Array>) {
    total += part.length;
    if (total > most) throw new RangeError("too long");
    parts.push(part);
  }
  const all = new Uint8Array(total);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

const urlText = (bytes: Uint8Array): string =>
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");

const bytesOfText = (text: string): Uint8Array =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));

/**
 * @file Sharding problems in the contest's JSON format (https://github.com/google/iopddl): parsed as bytes arrive,
 * written in chunks. Files reach 1.3 GB, more than a JavaScript string can hold, so a byte-level parser fills typed
 * arrays.
 */
import { InvalidConfig } from "../base/errors.ts";
import { type ShardingProblem, TableInterner, validateProblem } from "./problem.ts";

/** Costs of at least this mean "forbidden" in the file. The contest writes exactly 1e18. */
const FORBIDDEN = 1e17;

/** Yields the chunks of a problem's JSON text, in order. */
export function* problemText(problem: ShardingProblem): Generator<string> {
  const { numNodes, numEdges, nodeStart, costs, usages } = problem;
  const row = (values: Float64Array): string =>
    `[${Array.from(values, (value) => (value === Infinity ? "1000000000000000000" : String(value))).join(",")}]`;
  function* list(count: number, item: (k: number) => string): Generator<string> {
    for (let k = 0; k < count; k++) yield (k > 0 ? "," : "") + item(k);
  }
  yield `{"problem":{"name":${JSON.stringify(problem.name)},"nodes":{"intervals":[`;
  yield* list(numNodes, (i) => `[${problem.liveFrom[i]},${problem.liveTo[i]}]`);
  yield '],"costs":[';
  yield* list(numNodes, (i) => row(costs.subarray(nodeStart[i], nodeStart[i + 1])));
  yield '],"usages":[';
  yield* list(numNodes, (i) => row(usages.subarray(nodeStart[i], nodeStart[i + 1])));
  yield ']},"edges":{"nodes":[';
  yield* list(numEdges, (e) => `[${problem.edgeFrom[e]},${problem.edgeTo[e]}]`);
  yield '],"costs":[';
  yield* list(numEdges, (e) => row(problem.edgeTables[e]));
  yield "]}";
  if (problem.usageLimit !== Infinity) yield `,"usage_limit":${problem.usageLimit}`;
  yield "}}\n";
}

const [QUOTE, BACKSLASH, COMMA, COLON] = [34, 92, 44, 58];
const [OPEN_ARRAY, CLOSE_ARRAY, OPEN_OBJECT, CLOSE_OBJECT] = [91, 93, 123, 125];
const [MINUS, PLUS, DOT, ZERO, NINE, UPPER_E, LOWER_E] = [45, 43, 46, 48, 57, 69, 101];

/**
 * Push parser of one problem: `push` takes bytes, `finish` returns the problem. Skips unknown keys. Both throw
 * {@link InvalidConfig} with `path` and the mistake in the text.
 */
export class ProblemReader {
  readonly #path: string;
  #offset = 0;
  /** The keys of the open objects; `#section` joins them. */
  readonly #keys: string[] = [];
  #section = "";
  #expectKey = false;
  #arrayDepth = 0;
  #inString = false;
  #escaped = false;
  #text = "";
  #row = new Float64Array(1024);
  #rowLength = 0;

  #name = "unnamed";
  #usageLimit = Infinity;
  #seenProblem = false;
  readonly #liveFrom: number[] = [];
  readonly #liveTo: number[] = [];
  readonly #costs: Float64Array[] = [];
  readonly #usages: Float64Array[] = [];
  readonly #edgeFrom: number[] = [];
  readonly #edgeTo: number[] = [];
  readonly #edgeTables: Float64Array[] = [];
  readonly #pool = new TableInterner();

  // The number being read, which may continue in the next chunk: digits so far, sign, and its text once it is not a
  // plain integer.
  #inNumber = false;
  #negative = false;
  #integer = 0;
  #real = "";

  constructor(path: string) {
    this.#path = path;
  }

  push(chunk: Uint8Array): void {
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at];
      if (this.#inString) {
        this.#stringByte(byte);
        continue;
      }
      if (byte >= ZERO && byte <= NINE) {
        this.#inNumber = true;
        if (this.#real !== "") this.#real += byte - ZERO;
        else this.#integer = this.#integer * 10 + (byte - ZERO);
        continue;
      }
      if (byte === COMMA || byte <= 32) {
        if (this.#inNumber) this.#endNumber();
        if (byte === COMMA && this.#arrayDepth === 0) this.#expectKey = true;
        continue;
      }
      this.#otherByte(byte, this.#offset + at);
    }
    this.#offset += chunk.length;
  }

  #stringByte(byte: number): void {
    if (this.#escaped) this.#escaped = false;
    else if (byte === BACKSLASH) this.#escaped = true;
    else if (byte === QUOTE) {
      this.#inString = false;
      if (this.#expectKey) {
        this.#keys[this.#keys.length - 1] = this.#text;
        this.#section = this.#keys.join(".");
        this.#expectKey = false;
      } else if (this.#section === "problem.name") this.#name = this.#text;
      return;
    }
    this.#text += String.fromCharCode(byte);
  }

  #otherByte(byte: number, offset: number): void {
    switch (byte) {
      case MINUS:
        if (this.#real !== "") this.#real += "-";
        else this.#negative = true;
        return;
      case DOT:
      case LOWER_E:
      case UPPER_E:
        if (!this.#inNumber) break;
        if (this.#real === "") this.#real = String(this.#integer);
        this.#real += String.fromCharCode(byte);
        return;
      case PLUS:
        if (this.#real === "") break;
        return;
      case QUOTE:
        this.#inString = true;
        this.#text = "";
        return;
      case COLON:
        return;
      case OPEN_OBJECT:
        this.#keys.push("");
        this.#expectKey = true;
        return;
      case CLOSE_OBJECT:
        if (this.#inNumber) this.#endNumber();
        if (this.#keys.pop() === undefined) break;
        this.#section = this.#keys.join(".");
        this.#expectKey = false;
        return;
      case OPEN_ARRAY:
        this.#arrayDepth++;
        this.#rowLength = 0;
        return;
      case CLOSE_ARRAY:
        if (this.#inNumber) this.#endNumber();
        if (--this.#arrayDepth === 1) this.#endRow();
        if (this.#arrayDepth < 0) break;
        return;
    }
    throw this.#invalid(`unexpected "${String.fromCharCode(byte)}" at byte ${offset}`);
  }

  #endNumber(): void {
    const magnitude = this.#real === "" ? this.#integer : Number(this.#real);
    const value = this.#negative ? -magnitude : magnitude;
    this.#inNumber = false;
    this.#negative = false;
    this.#integer = 0;
    this.#real = "";
    if (this.#arrayDepth > 0) {
      if (this.#rowLength === this.#row.length) {
        const wider = new Float64Array(this.#row.length * 2);
        wider.set(this.#row);
        this.#row = wider;
      }
      this.#row[this.#rowLength++] = value;
    } else if (this.#section === "problem.usage_limit") this.#usageLimit = value;
  }

  #endRow(): void {
    const row = this.#row.subarray(0, this.#rowLength);
    this.#rowLength = 0;
    this.#seenProblem = true;
    switch (this.#section) {
      case "problem.nodes.intervals":
        this.#pair(row, "node interval", this.#liveFrom, this.#liveTo);
        break;
      case "problem.nodes.costs":
        this.#costs.push(withForbidden(row));
        break;
      case "problem.nodes.usages":
        this.#usages.push(row.slice());
        break;
      case "problem.edges.nodes":
        this.#pair(row, "edge", this.#edgeFrom, this.#edgeTo);
        break;
      case "problem.edges.costs":
        this.#edgeTables.push(this.#pool.intern(withForbidden(row)));
        break;
    }
  }

  #pair(row: Float64Array, what: string, first: number[], second: number[]): void {
    if (row.length !== 2) throw this.#invalid(`${what} ${first.length} has ${row.length} numbers instead of 2`);
    first.push(row[0]);
    second.push(row[1]);
  }

  finish(): ShardingProblem {
    if (this.#keys.length > 0 || this.#arrayDepth > 0 || this.#inString) throw this.#invalid("the file ends too early");
    if (!this.#seenProblem) throw this.#invalid('it has no "problem" with nodes');
    const numNodes = this.#costs.length;
    const [usages, intervals] = [this.#usages.length, this.#liveFrom.length];
    if (usages !== numNodes || intervals !== numNodes) {
      throw this.#invalid(`it has costs for ${numNodes} nodes, usages for ${usages} and intervals for ${intervals}`);
    }
    const numEdges = this.#edgeFrom.length;
    if (this.#edgeTables.length !== numEdges) {
      throw this.#invalid(`it has ${numEdges} edges but ${this.#edgeTables.length} edge tables`);
    }
    const nodeStart = new Int32Array(numNodes + 1);
    this.#costs.forEach((costs, i) => {
      if (this.#usages[i].length !== costs.length) {
        throw this.#invalid(`node ${i} has ${costs.length} costs but ${this.#usages[i].length} usages`);
      }
      nodeStart[i + 1] = nodeStart[i] + costs.length;
    });
    const problem: ShardingProblem = {
      name: this.#name,
      numNodes,
      numEdges,
      nodeStart,
      costs: concatenate(this.#costs, nodeStart[numNodes]),
      usages: concatenate(this.#usages, nodeStart[numNodes]),
      liveFrom: Int32Array.from(this.#liveFrom),
      liveTo: Int32Array.from(this.#liveTo),
      edgeFrom: Int32Array.from(this.#edgeFrom),
      edgeTo: Int32Array.from(this.#edgeTo),
      edgeTables: this.#edgeTables,
      usageLimit: this.#usageLimit,
    };
    validateProblem(problem);
    return problem;
  }

  #invalid(what: string): InvalidConfig {
    return new InvalidConfig(this.#path, `not a sharding problem: ${what}; expected the contest's JSON form`);
  }
}

function withForbidden(row: Float64Array): Float64Array {
  return row.map((cost) => (cost >= FORBIDDEN ? Infinity : cost));
}

function concatenate(rows: readonly Float64Array[], length: number): Float64Array {
  const all = new Float64Array(length);
  let at = 0;
  for (const row of rows) {
    all.set(row, at);
    at += row.length;
  }
  return all;
}

/**
 * @file `parseModule`: MLIR text (builtin, func, StableHLO, CHLO and Shardy dialects, pretty or generic) → a module as
 * plain data.
 */
import type { Attribute, Attributes, Func, FuncArgument, Module, Operation, Region, Type, Value } from "./ast.ts";
import { assemblyOf } from "./parser/assemblies.ts";
import { noAttributes } from "./parser/attribute-parser.ts";
import { OperationParser } from "./parser/operation-parser.ts";

class ModuleParser extends OperationParser {
  module(): Module {
    const operations: Operation[] = [];
    while (this.peek() !== undefined) {
      if (this.is("#") || this.is("!")) this.alias();
      else if (this.is("{-#")) this.fileMetadata();
      else operations.push(this.isolated(() => this.operation()));
    }
    this.resolveResources();
    const [only] = operations;
    const isModule = operations.length === 1 && only.name === "builtin.module";
    const attributes = isModule ? only.attributes : noAttributes;
    const body = isModule ? (only.regions[0]?.operations ?? []) : operations;
    const functions = new Map<string, Func>();
    for (const operation of body.filter(({ name }) => name === "func.func")) {
      const func = this.#func(operation);
      if (functions.has(func.name)) this.fail(`the function @${func.name} is defined twice`, func.offset);
      functions.set(func.name, func);
    }
    const name = stringOf(attributes.get("sym_name"));
    return {
      source: this.source,
      ...(name === undefined ? {} : { name }),
      attributes,
      functions,
      operations: body.filter(({ name }) => name !== "func.func"),
      lineOffsets: this.lineOffsets(),
    };
  }

  /** A function, from the generic form of `func.func`. */
  #func({ attributes, regions, offset }: Operation): Func {
    const name = stringOf(attributes.get("sym_name"));
    const type = attributes.get("function_type");
    if (name === undefined || type?.kind !== "type" || type.value.kind !== "function") {
      return this.fail("expected a function with a name (sym_name) and a type (function_type)", offset);
    }
    const { inputs, results } = type.value;
    const body = regions[0] as Region | undefined;
    const hasBody = body !== undefined && (body.operations.length > 0 || body.args.length > 0);
    const values: readonly Value[] = hasBody
      ? body.args
      : inputs.map((input: Type, index): Value => ({ type: input, name: `%arg${index}`, index: 0 }));
    if (values.length !== inputs.length) {
      this.fail(`@${name} takes ${inputs.length} arguments, its body ${values.length}`, offset);
    }
    const [argAttributes, resultAttributes] = ["arg_attrs", "res_attrs"].map((key) =>
      dictionariesOf(attributes.get(key)),
    );
    const args = values.map((value, i): FuncArgument => ({ value, attributes: argAttributes[i] ?? noAttributes }));
    return {
      name,
      isPublic: stringOf(attributes.get("sym_visibility")) !== "private",
      args,
      results: results.map((result: Type, i) => ({ type: result, attributes: resultAttributes[i] ?? noAttributes })),
      attributes,
      ...(hasBody ? { body } : {}),
      offset,
    };
  }
}

const stringOf = (attribute: Attribute | undefined): string | undefined =>
  attribute?.kind === "string" ? attribute.value : undefined;

const dictionariesOf = (attribute: Attribute | undefined): Attributes[] =>
  attribute?.kind === "array"
    ? attribute.values.map((value) => (value.kind === "dictionary" ? value.entries : noAttributes))
    : [];

/**
 * Reads a module.
 * @param text    the text, or its UTF-8 bytes
 * @param source  where the text comes from, for errors: a file's name
 * @throws InvalidConfig with the line, the column, the expected text and the text found
 */
export function parseModule(text: string | Uint8Array, source = "module"): Module {
  const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
  return new ModuleParser(bytes, source, assemblyOf).module();
}

/** @file Table of the roles of a step's argument leaves. */
import type { ArgumentRole } from "../../analysis/argument-roles.ts";
import { textTable } from "../../base/text-table.ts";

export const rolesTable = (roles: readonly ArgumentRole[]): string =>
  textTable([
    ["argument", "type", "role", "next value"],
    ...roles.map(({ path, type, role, next }) => [path, type, role, next ?? "–"]),
  ]);

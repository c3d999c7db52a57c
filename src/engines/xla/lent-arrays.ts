/** @file The arrays of a program that stand for those of another program in the same processes. */
import { InternalError } from "../../base/errors.ts";
import { type PortPlace, type Program, placesOf } from "../../lower/program.ts";
import type { ProgramFile } from "../../lower/xla/program-file.ts";
import { findLent } from "../lend.ts";

/** A Program and its form for XLA. */
export interface Formed {
  readonly program: Program;
  readonly file: ProgramFile;
}

export interface LentArrays {
  /** By mesh: pairs of an array of the borrower and the lender's array that it stands for. */
  readonly pairs: readonly (readonly (readonly [number, number])[])[];
  /** The borrower's inputs whose value some mesh does not hold as it is needed there. */
  readonly copied: readonly number[];
}

/** @param inputs  by input of the borrower: the lender's state input with its value */
export function lentArrays(borrower: Formed, lender: Formed, inputs: ReadonlyMap<number, number>): LentArrays {
  const { buffers, copied } = findLent(borrower.program, lender.program, inputs);
  const pairs = borrower.program.meshes.map((): [number, number][] => []);
  for (const [own, other] of inputs)
    placesOf(borrower.program.inputs[own]).forEach((place, i) => {
      const lent = buffers[place.mesh].get(place.buffer);
      if (lent === undefined) return;
      const at = placesOf(lender.program.inputs[other]).findIndex(
        ({ mesh, buffer }: PortPlace) => mesh === place.mesh && buffer === lent,
      );
      const [[array], [from]] = [
        borrower.file.inputs[own].places[i].arrays,
        lender.file.inputs[other].places[at].arrays,
      ];
      pairs[place.mesh].push([array, from]);
    });
  checkRead(borrower, pairs);
  return { pairs, copied: [...copied.keys()] };
}

/** Checks that the borrower frees and writes none of the arrays. */
function checkRead({ program, file }: Formed, pairs: LentArrays["pairs"]): void {
  file.meshes.forEach(({ actions, arrays }, mesh) => {
    const lent = new Set(pairs[mesh].map(([array]) => array));
    for (const action of actions) {
      if (action.kind === "send") continue;
      const freed = action.kind === "call" ? file.modules[action.module].donated.map((i) => action.inputs[i]) : [];
      const changed =
        action.kind === "call"
          ? [...freed, ...action.outputs]
          : action.kind === "recv"
            ? [action.array]
            : action.arrays;
      const array = changed.find((each) => lent.has(each));
      if (array !== undefined)
        throw new InternalError("xla", `${program.name} writes ${arrays[array].name}, which another program lends`);
    }
  });
}

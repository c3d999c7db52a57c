/**
 * @file Inputs of a program that lie in the memory of another one: evaluation reads the parameters where training keeps
 * them. Both programs run on the same devices; the borrower reads the lent values and never writes them.
 */
import { InternalError } from "../base/errors.ts";
import { sameType } from "../ir/types.ts";
import { type BufferId, type PortPlace, type Program, placesOf } from "../lower/program.ts";
import { samePlacement, withoutTrivialAxes } from "../plan/placement.ts";

/** The buffers in which the borrower finds its inputs. */
export interface Lent {
  /** By mesh: buffers of the borrower, and the lender's buffers that they stand for. */
  readonly buffers: readonly ReadonlyMap<BufferId, BufferId>[];
  /** By input: places whose mesh does not hold the value under the same placement, so that it is copied there. */
  readonly copied: ReadonlyMap<number, readonly PortPlace[]>;
}

/**
 * Finds the buffers of the lender that hold the inputs of a borrower.
 * @param inputs  by input of the borrower: the lender's state input with its value
 */
export function findLent(borrower: Program, lender: Program, inputs: ReadonlyMap<number, number>): Lent {
  checkSameDevices(borrower, lender);
  const buffers = borrower.meshes.map(() => new Map<BufferId, BufferId>());
  const copied = new Map<number, readonly PortPlace[]>();
  for (const [own, other] of inputs) {
    const [port, lent] = [borrower.inputs[own], lender.inputs[other]];
    const isWhole = !port.batch && !lent.batch && sameType(port.type, lent.type);
    const others = placesOf(port).filter(({ mesh, buffer, placement }) => {
      const devices = borrower.meshes[mesh].mesh;
      const plain = (each: PortPlace) => withoutTrivialAxes(each.placement, devices);
      const place = placesOf(lent).find(
        (each) => each.mesh === mesh && samePlacement(plain(each), withoutTrivialAxes(placement, devices)),
      );
      if (!isWhole || !place) return true;
      buffers[mesh].set(buffer, place.buffer);
      return false;
    });
    if (others.length > 0) copied.set(own, others);
  }
  return { buffers, copied };
}

function checkSameDevices(borrower: Program, lender: Program): void {
  const textOf = ({ meshes }: Program): string => JSON.stringify(meshes.map(({ mesh, devices }) => [mesh, devices]));
  if (textOf(borrower) === textOf(lender)) return;
  throw new InternalError(
    "engines",
    `${borrower.name} runs on other devices than ${lender.name}, whose state it reads`,
  );
}

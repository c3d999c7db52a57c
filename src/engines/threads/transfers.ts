/**
 * @file Transfers between meshes over shared memory. A sender only counts its sends. A receiver waits for the counts of
 * all devices of the sending mesh, so that happens-before order holds between whole meshes (`lower/causality.ts`), and
 * copies its boxes directly from their arenas. There are no acknowledgements: a sent buffer is not reused before its
 * receivers are known to have passed their `recv`.
 */
import { bytesPerElement, numElements } from "../../ir/types.ts";
import { messageKey } from "../../lower/causality.ts";
import type { Program, Transfer } from "../../lower/program.ts";
import { localType } from "../../plan/placement.ts";
import { shardStart, type TransferEnd, type TransferPiece, transferPieces } from "../../plan/transfer.ts";
import { type BlockCopy, blockCopy } from "./collectives/blocks.ts";
import { addressIn, type Receive } from "./job.ts";
import type { Layout } from "./layout.ts";

const endOf = ({ meshes }: Program, { mesh, placement }: Transfer["from"]): TransferEnd => ({
  mesh: meshes[mesh].mesh,
  placement,
});

const piecesOf = (program: Program, { type, from, to }: Transfer): TransferPiece[] =>
  transferPieces(type, endOf(program, from), endOf(program, to));

/** The copy of one transfer block from the sender's shard to the receiver's. */
function copyOf(program: Program, { type, from, to }: Transfer, piece: TransferPiece): BlockCopy {
  const box = (side: Transfer["from"], rank: number) => {
    const end = endOf(program, side);
    const origin = shardStart(type, end, rank);
    return {
      shape: localType(type, end.placement, end.mesh).shape,
      start: piece.start.map((at, dim) => at - origin[dim]),
    };
  };
  return blockCopy(piece.size, box(from, piece.from), box(to, piece.to), bytesPerElement(type.dtype));
}

/** By worker, then by instruction index: what it receives. */
export function planReceives(program: Program, layout: Layout): ReadonlyMap<number, Receive>[] {
  const { meshes, transfers } = program;
  /** By mesh, then by rank: the worker. */
  const workers = meshes.map((_, mesh) => [...layout.workers.keys()].filter((w) => layout.workers[w].mesh === mesh));
  const sends = meshes.map(({ instructions }) => instructions.filter((each) => each.kind === "send"));
  const sent = sends.map((all) => new Map(all.map((send, number) => [messageKey(send), { ...send, number }])));
  const copies = transfers.map((transfer) =>
    piecesOf(program, transfer).map((piece) => ({ ...piece, copy: copyOf(program, transfer, piece) })),
  );
  return layout.workers.map(({ mesh, rank }) => {
    const receives = new Map<number, Receive>();
    meshes[mesh].instructions.forEach((instruction, index) => {
      if (instruction.kind !== "recv") return;
      const sender = transfers[instruction.transfer].from.mesh;
      const { number, buffer } = sent[sender].get(messageKey(instruction))!;
      const offset = layout.arenas[sender].offsets[buffer];
      receives.set(index, {
        senders: workers[sender],
        due: number + 1,
        sendsPerStep: sends[sender].length,
        boxes: copies[instruction.transfer].flatMap(({ from, to, copy }) =>
          to === rank ? [{ source: addressIn(layout.places[workers[sender][from]], offset), copy }] : [],
        ),
      });
    });
    return receives;
  });
}

/** Transfers of one device in one step. */
export interface TransferBytes {
  /** Messages received. */
  readonly count: number;
  readonly sentBytes: number;
  readonly receivedBytes: number;
}

/** By worker, its transfers in one step. */
export function transferBytes(program: Program, { workers }: Layout): TransferBytes[] {
  const volumes = program.transfers.map(({ type, ...transfer }) =>
    piecesOf(program, { type, ...transfer }).map(({ from, to, size }) => {
      return { from, to, bytes: numElements(size) * bytesPerElement(type.dtype) };
    }),
  );
  const totals = program.meshes.map(({ instructions }) => {
    const count = (kind: "send" | "recv") => {
      const messages = program.transfers.map(() => 0);
      for (const each of instructions) if (each.kind === kind) messages[each.transfer]++;
      return messages;
    };
    return { sends: count("send"), recvs: count("recv") };
  });
  return workers.map(({ mesh, rank }) => {
    const { sends, recvs } = totals[mesh];
    const bytes = (messages: readonly number[], side: "from" | "to") =>
      volumes.reduce((sum, pieces, transfer) => {
        const own = pieces.reduce((total, piece) => total + (piece[side] === rank ? piece.bytes : 0), 0);
        return sum + messages[transfer] * own;
      }, 0);
    return {
      count: recvs.reduce((sum, messages) => sum + messages, 0),
      sentBytes: bytes(sends, "from"),
      receivedBytes: bytes(recvs, "to"),
    };
  });
}

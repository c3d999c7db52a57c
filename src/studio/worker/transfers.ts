/** @file The array buffers of a picture, which a worker hands over without a copy. */
import type { Picture } from "../answer.ts";

export const transfersOf = ({ timeline, memory }: Picture): Transferable[] => [
  ...timeline.lanes.flatMap(({ blocks, details, beside, critical }) =>
    [blocks, details, beside, critical].flatMap(buffersOf),
  ),
  ...memory.flatMap(buffersOf),
];

/** The buffers of an object's own typed arrays. */
const buffersOf = (of: object): ArrayBuffer[] =>
  Object.values(of).flatMap((value) => (ArrayBuffer.isView(value) ? [value.buffer as ArrayBuffer] : []));

/**
 * @file The file `program.json`, version 1: the actions of every device mesh in a step, as calls of modules and
 * messages. A runner needs this file and the modules, but neither plan nor graph.
 */
import * as z from "zod";
import { type DType, dtypes } from "../../ir/types.ts";

const index = z.int().nonnegative();
const type = z.strictObject({ dtype: z.enum(dtypes as [DType, ...DType[]]), shape: z.array(index) });
const message = { transfer: index, message: index, array: index };

const action = z.discriminatedUnion("kind", [
  /**
   * Runs a module on every device of the mesh. The arrays of the module's donated inputs are freed. `instruction` and
   * `microbatch` are its place in the Program.
   */
  z.strictObject({
    kind: z.literal("call"),
    module: index,
    label: z.string(),
    instruction: index,
    microbatch: z.int().min(-1),
    inputs: z.array(index),
    outputs: z.array(index),
  }),
  /** Sends the array's shards; never waits for the receiver. */
  z.strictObject({ kind: z.literal("send"), ...message }),
  /** Waits for the message and makes the array. */
  z.strictObject({ kind: z.literal("recv"), ...message }),
  /** Frees arrays. */
  z.strictObject({ kind: z.literal("drop"), arrays: z.array(index) }),
]);

/**
 * The arrays of a port on a mesh: one, or one per microbatch. `starts[k][rank]` is the position of a device's array k
 * in the whole value.
 */
const place = z.strictObject({
  mesh: index,
  arrays: z.array(index),
  starts: z.array(z.array(z.array(index))),
  /** Whether the devices hold terms of the value. */
  isPartial: z.boolean(),
});
const port = { name: z.string(), type };

export const programFileSchema = z.strictObject({
  format: z.literal("alpa-xla"),
  version: z.literal(1),
  name: z.string(),
  /** Distinct modules; `numDevices` devices run one together. */
  modules: z.array(
    z.strictObject({
      file: z.string(),
      label: z.string(),
      numDevices: z.int().positive(),
      donated: z.array(index),
      inputs: z.array(type),
      outputs: z.array(type),
    }),
  ),
  meshes: z.array(
    z.strictObject({
      devices: z.array(index),
      /** Arrays by index; the type is that of the part on each device. */
      arrays: z.array(z.strictObject({ name: z.string(), type })),
      actions: z.array(action),
    }),
  ),
  /** The boxes that go from rank to rank; starts are relative to the shards of sender and receiver. */
  transfers: z.array(
    z.strictObject({
      name: z.string(),
      from: index,
      to: index,
      pieces: z.array(
        z.strictObject({
          from: index,
          to: index,
          size: z.array(index),
          sendStart: z.array(index),
          recvStart: z.array(index),
        }),
      ),
    }),
  ),
  inputs: z.array(z.strictObject({ ...port, places: z.array(place).min(1) })),
  outputs: z.array(z.strictObject({ ...port, place })),
  /** For each output, the input that has its value in the next step, or −1. */
  stateOf: z.array(z.int().min(-1)),
});

export type ProgramFile = z.infer<typeof programFileSchema>;

/** @file Random data for a model without any, so that its steps can be timed: data does not change their seconds. */
import { seededRandom } from "../base/random.ts";
import { type AnyExample, type AnyTrainable, batchSpecs } from "../frontends/jaxjs/example.ts";
import { HostArray } from "../frontends/jaxjs/host-array.ts";

/** Integers are below this: a token or a class of every model of the catalogue. */
const maxInteger = 8;

/** The model with batches of random numbers. @param batch  the usual number of examples */
export const withRandomData = (model: AnyTrainable, batch: number): AnyExample => ({
  ...model,
  defaults: { batch, steps: 1 },
  *batches(seed, batchSize) {
    const random = seededRandom(seed);
    for (;;)
      yield batchSpecs(model, batchSize).map(({ shape, dtype }) => {
        const array = HostArray.zeros(shape, dtype);
        const isInteger = dtype.startsWith("i");
        for (let i = 0; i < array.data.length; i++)
          array.data[i] = isInteger ? Math.floor(maxInteger * random.next()) : random.next() - 0.5;
        return array;
      });
  },
});

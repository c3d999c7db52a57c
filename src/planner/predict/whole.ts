/**
 * @file Predicts models without identical blocks: the whole model is planned, two of its microbatches are simulated,
 * and the schedule repeats them.
 */
import { getOrMake } from "../../base/memoize.ts";
import type { StopSignal } from "../../base/stop-signal.ts";
import { type AnyTrainable, exampleSpecs } from "../../frontends/jaxjs/example.ts";
import type { TraceSource } from "../../frontends/trace-source.ts";
import { withMicrobatches } from "../../methods/method.ts";
import { priceByMicrobatch, priceWhole } from "../compare/price-whole.ts";
import { jaxjsSource } from "../jaxjs-source.ts";
import type { Prediction } from "./compose.ts";
import { type Layout, stageDevices } from "./layout.ts";
import type { Hardware } from "./predict.ts";
import { clusterOf, methodOf, noLimit } from "./probe.ts";
import { Traces } from "./traces.ts";

/** Makes a model for a number of examples per microbatch, of all replicas together. */
export type WholeModel = (examples: number) => AnyTrainable;

/** Predicts steps of whole models; equal ones once. */
export class WholePredictor {
  readonly #known = new Map<string, Promise<Prediction>>();
  readonly #traces = new Traces();
  readonly #signal: StopSignal | undefined;

  constructor(signal?: StopSignal) {
    this.#signal = signal;
  }

  /** @param key  equal for equal models */
  predict(key: string, make: WholeModel, hardware: Hardware, layout: Layout): Promise<Prediction> {
    const name = JSON.stringify([key, hardware.key, layout]);
    return getOrMake(this.#known, name, () => this.#predict(key, make, hardware, layout));
  }

  /** A step of a model with its layers divided by FLOPs among the stages. */
  async #predict(key: string, make: WholeModel, hardware: Hardware, layout: Layout): Promise<Prediction> {
    const { pipeline, microbatch, data, numMicrobatches, remat, precision, schedule } = layout;
    const devices = pipeline * stageDevices(layout);
    const cluster = clusterOf(hardware.host, hardware.perHost, devices);
    const examples = microbatch * data;
    const microbatches = Math.min(2, numMicrobatches);
    const name = JSON.stringify([key, hardware.key, examples, microbatches, remat, precision]);
    const source = (): TraceSource => {
      const model = make(examples);
      const specs = exampleSpecs(model, examples * microbatches);
      return jaxjsSource(model.trainStep, specs, { batchArgs: model.batchArgs });
    };
    const method = methodOf(layout, pipeline, schedule);
    const planned = await this.#traces.plan(name, source, {
      ...{ method, devices, microbatches, remat, precision, cluster, memoryBytes: noLimit, signal: this.#signal },
    });
    const target = { cluster, limitBytes: noLimit };
    const { seconds, memory } =
      numMicrobatches === microbatches
        ? priceWhole(planned, target)
        : priceByMicrobatch(withMicrobatches(planned, numMicrobatches), target);
    return { seconds, peakBytes: memory.peakBytes };
  }
}

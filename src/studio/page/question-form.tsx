/** @file The question: model, cluster, batch, method and constraints. */
import { useState } from "preact/hooks";
import { powersOfTwo } from "../../base/integers.ts";
import { countText } from "../../base/units.ts";
import { rematChoices } from "../../plan/plan.ts";
import { canPin, clusterText, equalHosts, modelName, type Question, studioMethods } from "../question.ts";
import { type Choice, divisors, Field, NumberField, Select, Slider } from "./fields.tsx";
import { openFile } from "./plan-files.ts";
import { answer, ask, devices, models, question } from "./store.ts";

const maxHosts = 128;
const maxDivisors = 24;

export function QuestionForm() {
  const asked = question.value;
  const [isOpen, setOpen] = useState(false);
  return (
    <aside class={isOpen ? "question open" : "question"}>
      <button
        type="button"
        class="summary"
        aria-expanded={isOpen}
        aria-controls="form"
        onClick={() => setOpen(!isOpen)}
      >
        <span>{summaryOf(asked)}</span>
        <span aria-hidden="true">{isOpen ? "▴" : "▾"}</span>
      </button>
      <form id="form" onSubmit={(event) => event.preventDefault()}>
        <ModelFields asked={asked} />
        <ClusterFields asked={asked} />
        <MethodFields asked={asked} />
        <MoreFields asked={asked} />
      </form>
    </aside>
  );
}

const summaryOf = (asked: Question): string =>
  [modelName(asked), asked.cluster, ...(asked.batch > 0 ? [`batch ${asked.batch}`] : []), asked.method].join(" · ");

interface Asked {
  readonly asked: Question;
}

function ModelFields({ asked: { model, modelFile, batch, microbatches, precision } }: Asked) {
  const choices = models.value.map(
    ({ name, about, parameters }): Choice => ({
      value: name,
      text: `${name} (${countText(parameters)})`,
      group: about,
    }),
  );
  const usual = models.value.find(({ name }) => name === model)?.batch ?? Math.max(1, batch);
  const examples = batch > 0 ? batch : (answer.value?.report.batch ?? 1);
  const batches = [...new Set([...powersOfTwo(4096), usual])].sort((a, b) => a - b);
  return (
    <fieldset>
      <legend>Model</legend>
      {modelFile ? (
        <div class="removable plan-file">
          <span>
            <code>{modelFile.name}</code>
            {modelFile.isModule && ": its shapes have the batch"}
          </span>
          <button
            type="button"
            class="quiet"
            aria-label={`Close ${modelFile.name}`}
            onClick={() => ask({ modelFile: undefined, batch: usual })}
          >
            ✕
          </button>
        </div>
      ) : (
        <Field label="Model" id="model">
          <Select name="model" value={model} choices={choices} onChange={(value) => ask({ model: value })} />
        </Field>
      )}
      {batch > 0 && (
        <Slider
          label="Batch"
          name="batch"
          value={batch}
          steps={batches}
          onChange={(value) =>
            ask({ batch: value, ...(value % Math.max(1, microbatches) !== 0 && { microbatches: 1 }) })
          }
        />
      )}
      <Slider
        label="Microbatches"
        name="microbatches"
        value={microbatches}
        zero="the method's choice"
        steps={[0, ...divisors(examples, maxDivisors)]}
        onChange={(value) => ask({ microbatches: value })}
      />
      <fieldset class="segments" aria-label="Precision">
        {(["bf16", "f16", "f32"] as const).map((each) => (
          <label key={each}>
            <input
              type="radio"
              name="precision"
              value={each}
              checked={precision === each}
              onChange={() => ask({ precision: each })}
            />
            <span>{each}</span>
          </label>
        ))}
      </fieldset>
    </fieldset>
  );
}

function ClusterFields({ asked: { cluster } }: Asked) {
  const equal = equalHosts(cluster);
  const own = devices.value.find(({ preset }) => preset === equal?.preset);
  return (
    <fieldset>
      <legend>Cluster</legend>
      {equal && (
        <>
          <Field label="Device" id="device" hint={own?.about}>
            <Select
              name="device"
              value={equal.preset}
              choices={devices.value.map(({ preset }) => ({ value: preset, text: preset }))}
              onChange={(preset) => {
                const most = devices.value.find((each) => each.preset === preset)?.maxDevices ?? equal.devices;
                ask({ cluster: clusterText({ ...equal, preset, devices: Math.min(equal.devices, most) }) });
              }}
            />
          </Field>
          <Slider
            label="Hosts"
            name="hosts"
            value={equal.hosts}
            steps={powersOfTwo(maxHosts)}
            onChange={(hosts) => ask({ cluster: clusterText({ ...equal, hosts }) })}
          />
          <Slider
            label="Devices per host"
            name="devices"
            value={equal.devices}
            steps={powersOfTwo(own?.maxDevices ?? 8)}
            onChange={(count) => ask({ cluster: clusterText({ ...equal, devices: count }) })}
          />
        </>
      )}
      <Field label="As text" id="cluster">
        <input
          id="cluster"
          name="cluster"
          value={cluster}
          spellcheck={false}
          onChange={(event) => ask({ cluster: event.currentTarget.value.trim() })}
        />
      </Field>
    </fieldset>
  );
}

function MethodFields({ asked }: Asked) {
  const { method, pipelineParallel, tensorParallel, pins } = asked;
  const choices = Object.entries(studioMethods).map(([value, text]) => ({ value, text }));
  return (
    <fieldset>
      <legend>Method</legend>
      <PlanFileField asked={asked} />
      <Field label="Method" id="method">
        <Select name="method" value={method} choices={choices} onChange={(value) => ask(withMethod(value))} />
      </Field>
      {method === "megatron" && (
        <>
          <Slider
            label="Pipeline stages"
            name="pipelineParallel"
            value={pipelineParallel}
            steps={powersOfTwo(64)}
            onChange={(value) => ask({ pipelineParallel: value })}
          />
          <Slider
            label="Tensor parallel"
            name="tensorParallel"
            value={tensorParallel}
            steps={powersOfTwo(64)}
            onChange={(value) => ask({ tensorParallel: value })}
          />
        </>
      )}
      {pins.length > 0 && (
        <ul class="removables" aria-label="Pins">
          {pins.map((pin) => (
            <li key={pin} class="removable">
              <code>{pin}</code>
              <button
                type="button"
                class="quiet"
                aria-label={`Remove the pin ${pin}`}
                onClick={() => ask({ pins: pins.filter((other) => other !== pin) })}
              >
                ✕
              </button>
            </li>
          ))}
        </ul>
      )}
      {pins.length > 0 && !canPin(method) && <p class="note">This method takes no pins; remove them.</p>}
    </fieldset>
  );
}

/** A change of the method. `auto` searches over the microbatches, so it does not keep those of another method. */
const withMethod = (method: string): Partial<Question> => ({ method, ...(method === "auto" && { microbatches: 0 }) });

/** The plan of a file, which stands in place of the method; or the button that opens one. */
function PlanFileField({ asked: { planFile } }: Asked) {
  const open = (files: FileList | null): void => {
    if (files?.[0]) void openFile(files[0]);
  };
  if (!planFile)
    return (
      <label class="open-plan">
        <input type="file" accept=".json,.mlir" onChange={(event) => open(event.currentTarget.files)} />
        <span>Open a plan, config.json or step.mlir; or drop one</span>
      </label>
    );
  return (
    <div class="removable plan-file">
      <span>
        <code>{planFile.name}</code>: its choices, microbatches and recomputation
      </span>
      <button
        type="button"
        class="quiet"
        aria-label={`Close ${planFile.name}`}
        onClick={() => ask({ planFile: undefined })}
      >
        ✕
      </button>
    </div>
  );
}

function MoreFields({ asked: { remat, memoryGB, seconds } }: Asked) {
  return (
    <details class="more">
      <summary>More</summary>
      <Field label="Recomputation" id="remat">
        <Select
          name="remat"
          value={remat}
          choices={[
            { value: "", text: "the method's choice" },
            ...rematChoices.map((value) => ({ value, text: value })),
          ]}
          onChange={(value) => ask({ remat: value as Question["remat"] })}
        />
      </Field>
      <NumberField
        label="Memory limit, GB"
        name="memory"
        hint="0: the device's own"
        min={0}
        value={memoryGB}
        onChange={(value) => ask({ memoryGB: value })}
      />
      <NumberField
        label="Search limit, seconds"
        name="seconds"
        hint="0: the method's own"
        min={0}
        value={seconds}
        onChange={(value) => ask({ seconds: value })}
      />
    </details>
  );
}

/** @file Why an op is split as it is: the choice of the plan, then the others with what the whole step would take. */
import type { ComponentChildren } from "preact";
import { bytesText, secondsText } from "../../base/units.ts";
import { factorsPin } from "../../methods/search/pin-text.ts";
import type { Explanation, StrategyCost } from "../../sharding/explain.ts";
import type { OpGroup } from "../op-groups.ts";
import { canPin } from "../question.ts";
import { detailFailure, explanation } from "./details.ts";
import { Placement } from "./placement.tsx";
import { planNow } from "./planner.ts";
import { answer, answered, ask, question, selectedOp } from "./store.ts";

export function Why({ group }: { readonly group: OpGroup | undefined }) {
  const shown = explanation.value;
  const op = selectedOp.value;
  return (
    <aside class="why" aria-label={`Why ${op} is split as it is`}>
      <div class="why-head">
        <h3>
          Why <code>{op}</code>?
        </h3>
        <button
          type="button"
          class="quiet"
          aria-label="Close"
          onClick={() => {
            selectedOp.value = "";
          }}
        >
          ✕
        </button>
      </div>
      {group && group.ops.length > 1 && (
        <p class="under">
          one of {group.ops.length} equal ops
          {group.scope && ` in ${group.scope}`}
        </p>
      )}
      {shown?.known.source && <p class="under">{shown.known.source}</p>}
      {detailFailure.value && <p class="note">{detailFailure.value.message}</p>}
      {shown ? (
        <Known known={shown.known} isComplete={shown.isComplete} />
      ) : (
        !detailFailure.value && <p class="under busy">pricing its strategies …</p>
      )}
    </aside>
  );
}

/** What an op is priced in: the step, or its stage of a pipeline. */
const whole = (): string => (answer.value!.report.stages.length > 1 ? "its stage" : "the step");

function Known({ known, isComplete }: { readonly known: Explanation; readonly isComplete: boolean }) {
  const { chosen, runnersUp, elsewhere } = known;
  return (
    <>
      <Strategy strategy={chosen}>
        <strong>Chosen</strong>: {whole()} takes {secondsText(chosen.stepSeconds)}; the op itself computes for{" "}
        {secondsText(chosen.computeSeconds)}
        {chosen.communicationSeconds > 0 &&
          `, its operands are exchanged in ${secondsText(chosen.communicationSeconds)}`}
        ; {bytesText(chosen.resultBytes)} of result.
      </Strategy>
      {runnersUp.map((strategy) => (
        <Strategy key={JSON.stringify(strategy.plan)} strategy={strategy}>
          {reasonAgainst(chosen, strategy)}{" "}
          {canPin(question.value.method) && Number.isFinite(strategy.stepSeconds) && (
            <PinButton op={known.op} strategy={strategy} />
          )}
        </Strategy>
      ))}
      {!isComplete && <p class="under busy">pricing more strategies; each solves {whole()} again …</p>}
      {isComplete && runnersUp.length === 0 && (
        <p class="under">{known.op} can be split in no other way that the method allows.</p>
      )}
      {isComplete && (
        <p class="hint">
          All other choices are{" "}
          {elsewhere === "chosen anew" ? "made again for each of these" : "as planned in each of these"}.
        </p>
      )}
    </>
  );
}

function Strategy({ strategy, children }: { readonly strategy: StrategyCost; readonly children: ComponentChildren }) {
  return (
    <div class="strategy">
      <p class="strategy-split">
        {strategy.operands.map((text, index) => (
          <Placement key={`${index} ${text}`} text={text} />
        ))}
        <span aria-hidden="true">→</span>
        {strategy.results.map((text, index) => (
          <Placement key={`${index} ${text}`} text={text} />
        ))}
      </p>
      <p class="under" data-step-seconds={strategy.stepSeconds}>
        {children}
      </p>
    </div>
  );
}

/** The cost of a strategy that was not chosen, in a sentence. */
function reasonAgainst(chosen: StrategyCost, { stepSeconds, computeSeconds }: StrategyCost): string {
  if (stepSeconds === Number.POSITIVE_INFINITY) return "does not fit in memory, or contradicts a pin.";
  const step = stepSeconds - chosen.stepSeconds;
  const own = computeSeconds - chosen.computeSeconds;
  const change = (seconds: number): string => `${seconds < 0 ? "−" : "+"}${secondsText(Math.abs(seconds))}`;
  if (Math.abs(step) < 1e-9 * chosen.stepSeconds) return "just as good: the step takes the same time.";
  if (own < 0 && step > 0)
    return `step ${change(step)}: the op itself is ${secondsText(-own)} cheaper, but the exchange with its neighbours costs more.`;
  return `step ${change(step)}; the op itself ${own === 0 ? "costs the same" : change(own)}.`;
}

function PinButton({ op, strategy }: { readonly op: string; readonly strategy: StrategyCost }) {
  const pin = (): void => {
    const { pins } = answered.value!;
    ask({ pins: [...pins.filter((other) => !other.startsWith(`${op}=`)), factorsPin(op, strategy.plan.factors)] });
    planNow();
  };
  return (
    <button type="button" class="small" onClick={pin}>
      Pin
    </button>
  );
}

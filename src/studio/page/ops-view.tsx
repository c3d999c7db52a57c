/** @file The ops of the plan with their shardings and prices, and why the selected one is split as it is. */
import { useState } from "preact/hooks";
import { secondsText } from "../../base/units.ts";
import { percentText } from "../numbers.ts";
import type { OpGroup } from "../op-groups.ts";
import { detailFailure, ops } from "./details.ts";
import { SearchBox } from "./fields.tsx";
import { Placement } from "./placement.tsx";
import { selectedOp } from "./store.ts";
import type { ViewProps } from "./view-props.ts";
import { Why } from "./why.tsx";

/** Groups beyond these take too little time to be read one by one. */
const maxRows = 150;

export function OpsView({ canAsk }: ViewProps) {
  const [text, search] = useState("");
  const [pass, setPass] = useState("");
  const all = ops.value;
  if (detailFailure.value && !all) return <p class="note">{detailFailure.value.message}</p>;
  if (!all) return <p class="under busy">Listing the ops …</p>;
  const total = all.reduce((sum, group) => sum + secondsOf(group), 0);
  const found = all.filter(
    (group) =>
      (pass === "" || group.pass === pass) &&
      (text === "" || group.scope.includes(text) || group.ops.some((op) => op.includes(text))),
  );
  const isPipeline = all.some(({ stage }) => stage > 0);
  const passes = [...new Set(all.map((group) => group.pass))].filter(Boolean);
  return (
    <div class={selectedOp.value === "" ? "ops" : "ops with-why"}>
      <div class="ops-list">
        <p class="toolbar">
          <SearchBox label="Find an op" value={text} onChange={search} />
          <select aria-label="Pass" value={pass} onChange={(event) => setPass(event.currentTarget.value)}>
            <option value="">all passes</option>
            {passes.map((each) => (
              <option key={each} value={each}>
                {each}
              </option>
            ))}
          </select>
          <span class="hint">Equal ops are one row.{canAsk && " Choose one to see why it is split as it is."}</span>
        </p>
        <div class="scroll">
          <table>
            <thead>
              <tr>
                <th scope="col">op</th>
                {isPipeline && <th scope="col">stage</th>}
                <th scope="col" class="wide">
                  pass
                </th>
                <th scope="col" class="number">
                  compute
                </th>
                <th scope="col" class="number wide">
                  exchange
                </th>
                <th scope="col" class="number wide">
                  share
                </th>
                <th scope="col">split</th>
                <th scope="col" class="wide">
                  result
                </th>
              </tr>
            </thead>
            <tbody>
              {found.slice(0, maxRows).map((group) => (
                <Row key={group.ops[0]} group={group} isPipeline={isPipeline} total={total} canAsk={canAsk} />
              ))}
            </tbody>
          </table>
        </div>
        {found.length > maxRows && (
          <p class="under">
            {found.length - maxRows} more rows take{" "}
            {secondsText(found.slice(maxRows).reduce((sum, each) => sum + secondsOf(each), 0))} together; search to see
            them.
          </p>
        )}
      </div>
      {selectedOp.value !== "" && <Why group={all.find((group) => group.ops.includes(selectedOp.value))} />}
    </div>
  );
}

const secondsOf = ({ computeSeconds, communicationSeconds }: OpGroup): number => computeSeconds + communicationSeconds;
/** Fewer seconds are shown as less than this. */
const leastSeconds = 1e-9;
const or = (seconds: number): string => {
  if (seconds === 0) return "–";
  return seconds < leastSeconds ? "< 0.001 µs" : secondsText(seconds);
};

function Row({
  group,
  isPipeline,
  total,
  canAsk,
}: ViewProps & {
  readonly group: OpGroup;
  readonly isPipeline: boolean;
  readonly total: number;
}) {
  const { ops: names, stage, pass, results, computeSeconds, communicationSeconds } = group;
  const isSelected = names.includes(selectedOp.value);
  return (
    <tr class={isSelected ? "chosen" : undefined}>
      <td>
        {canAsk ? (
          <button
            type="button"
            class="link"
            aria-pressed={isSelected}
            onClick={() => select(isSelected ? "" : names[0])}
          >
            <code>{names[0]}</code>
          </button>
        ) : (
          <code>{names[0]}</code>
        )}
        {names.length > 1 && <span class="muted"> × {names.length}</span>}
      </td>
      {isPipeline && <td>{stage}</td>}
      <td class="wide">{pass}</td>
      <td class="number">{or(computeSeconds)}</td>
      <td class="number wide">{or(communicationSeconds)}</td>
      <td class="number wide">{percentText(secondsOf(group) / total)}</td>
      <td>{results[0] && <Placement text={results[0].placement} />}</td>
      <td class="wide">
        <code class="muted">{results[0]?.type.replace(/^tensor<(.*)>$/, "$1")}</code>
      </td>
    </tr>
  );
}

const select = (op: string): void => {
  selectedOp.value = op;
};

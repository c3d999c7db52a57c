/** @file Form fields: choices, numbers, and sliders over steps. */
import type { ComponentChildren } from "preact";
import { divisorsOf } from "../../base/integers.ts";

/** A label above its control, which has `id`. */
export function Field({
  label,
  id,
  children,
  hint,
}: {
  readonly label: string;
  readonly id: string;
  readonly children: ComponentChildren;
  readonly hint?: string;
}) {
  return (
    <div class="field">
      <label class="label" for={id}>
        {label}
      </label>
      {children}
      {hint && <span class="hint">{hint}</span>}
    </div>
  );
}

/** A number in a box, which accepts only numbers from `min` on. */
export function NumberField({
  label,
  name,
  value,
  min,
  hint,
  onChange,
}: {
  readonly label: string;
  readonly name: string;
  readonly value: number;
  readonly min: number;
  readonly hint?: string;
  readonly onChange: (value: number) => void;
}) {
  return (
    <Field label={label} id={name} hint={hint}>
      <input
        id={name}
        name={name}
        type="number"
        min={min}
        step="any"
        value={value}
        onChange={({ currentTarget }) => {
          const number = Number(currentTarget.value);
          if (currentTarget.value !== "" && number >= min) onChange(number);
          else currentTarget.value = `${value}`;
        }}
      />
    </Field>
  );
}

/** A box whose text narrows a list. */
export function SearchBox({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
}) {
  return (
    <input
      type="search"
      placeholder={label}
      aria-label={label}
      value={value}
      onInput={(event) => onChange(event.currentTarget.value)}
    />
  );
}

export interface Choice {
  readonly value: string;
  readonly text: string;
  /** Choices of one group stand together. */
  readonly group?: string;
}

export function Select({
  value,
  choices,
  onChange,
  name,
}: {
  readonly value: string;
  readonly choices: readonly Choice[];
  readonly onChange: (value: string) => void;
  readonly name: string;
}) {
  const known = choices.some((choice) => choice.value === value) ? choices : [{ value, text: value }, ...choices];
  const groups = [...new Set(known.map(({ group }) => group))];
  const option = ({ value: own, text }: Choice) => (
    <option key={own} value={own} selected={own === value}>
      {text}
    </option>
  );
  return (
    <select id={name} name={name} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
      {groups.map((group) => {
        const own = known.filter((choice) => choice.group === group).map(option);
        return group === undefined ? (
          own
        ) : (
          <optgroup key={group} label={group}>
            {own}
          </optgroup>
        );
      })}
    </select>
  );
}

/**
 * A slider over `steps`, which are rising numbers, and a box for any number.
 * @param zero  what the number 0 is called, if it may be chosen
 */
export function Slider({
  label,
  name,
  value,
  steps,
  zero,
  onChange,
}: {
  readonly label: string;
  readonly name: string;
  readonly value: number;
  readonly steps: readonly number[];
  readonly zero?: string;
  readonly onChange: (value: number) => void;
}) {
  const position = steps.reduce(
    (best, step, i) => (Math.abs(step - value) < Math.abs(steps[best] - value) ? i : best),
    0,
  );
  const least = zero === undefined ? 1 : 0;
  const change = (text: string): void => {
    const next = Math.floor(Number(text));
    if (next >= least && next <= 1e9) onChange(next);
  };
  const isNamed = value === 0 && zero !== undefined;
  return (
    <div class="field slider">
      <label class="label" for={name}>
        {label}
      </label>
      {isNamed && <span class="hint">{zero}</span>}
      <input
        id={name}
        name={name}
        type="number"
        inputMode="numeric"
        min={least}
        value={value}
        onChange={(event) => change(event.currentTarget.value)}
      />
      <input
        type="range"
        name={`${name}-slider`}
        aria-label={`${label}, slider`}
        aria-valuetext={isNamed ? zero : `${value}`}
        min={0}
        max={steps.length - 1}
        step={1}
        value={position}
        onInput={(event) => onChange(steps[Number(event.currentTarget.value)])}
      />
    </div>
  );
}

/** The divisors of `number`; of more than `count` only the powers of two and the number itself. */
export function divisors(number: number, count: number): number[] {
  const all = divisorsOf(number);
  if (all.length <= count) return all;
  const isPower = (n: number): boolean => (n & (n - 1)) === 0;
  return all.filter((n) => isPower(n) || n === number);
}

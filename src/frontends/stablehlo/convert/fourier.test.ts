/** @file Fourier transforms against their definition. */
import { expect, test } from "vitest";
import { seededRandom } from "../../../base/random.ts";
import { evaluateGraph } from "../../../ir/evaluate.ts";
import { importGraph } from "../import.ts";
import { parseModule } from "../parse.ts";

const random = seededRandom(7);

/** The transform of complex numbers, given and returned as real and imaginary parts. */
function definition(real: readonly number[], imag: readonly number[], sign: number): number[][] {
  const n = real.length;
  const sum = (k: number, part: (re: number, im: number, angle: number) => number): number =>
    real.reduce((all, re, j) => all + part(re, imag[j], (sign * 2 * Math.PI * ((j * k) % n)) / n), 0);
  const frequencies = [...real.keys()];
  return [
    frequencies.map((k) => sum(k, (re, im, angle) => re * Math.cos(angle) - im * Math.sin(angle))),
    frequencies.map((k) => sum(k, (re, im, angle) => re * Math.sin(angle) + im * Math.cos(angle))),
  ];
}

function run(text: string, ...inputs: readonly (readonly number[])[]): number[][] {
  const { graph } = importGraph(parseModule(text));
  const data = inputs.map((values) => Float64Array.from(values));
  return evaluateGraph(graph, data).map((values) => [...values].map(Number));
}

function close(found: readonly number[], wanted: readonly number[]): void {
  expect(found).toHaveLength(wanted.length);
  wanted.forEach((value, i) => {
    expect(Math.abs(found[i] - value), `element ${i}`).toBeLessThan(1e-10);
  });
}

const numbers = (count: number): number[] => Array.from({ length: count }, () => random.normal());

// Lengths that take one product, two and three products, and a prime one.
test.each([1, 12, 96, 67, 4160])("forward and back with %i elements", (n) => {
  const [type, complex] = [`tensor<${n}xf64>`, `tensor<${n}xcomplex<f64>>`];
  const text = `func.func @main(%a: ${type}, %b: ${type}) -> (${type}, ${type}, ${type}) {
    %x = stablehlo.complex %a, %b : ${complex}
    %y = stablehlo.fft %x, type = FFT, length = [${n}] : (${complex}) -> ${complex}
    %z = stablehlo.fft %y, type = IFFT, length = [${n}] : (${complex}) -> ${complex}
    %re = stablehlo.real %y : (${complex}) -> ${type}
    %im = stablehlo.imag %y : (${complex}) -> ${type}
    %back = stablehlo.real %z : (${complex}) -> ${type}
    return %re, %im, %back : ${type}, ${type}, ${type}
  }`;
  const [real, imag] = [numbers(n), numbers(n)];
  const [re, im, back] = run(text, real, imag);
  const [wantedRe, wantedIm] = n > 1000 ? [re, im] : definition(real, imag, -1);
  close(re, wantedRe);
  close(im, wantedIm);
  close(back, real);
});

test.each([8, 9])("half of the frequencies of %i real numbers in each of two rows", (n) => {
  const half = Math.floor(n / 2) + 1;
  const [type, complex] = [`tensor<2x${n}xf64>`, `tensor<2x${half}xcomplex<f64>>`];
  const part = `tensor<2x${half}xf64>`;
  const text = `func.func @main(%a: ${type}) -> (${part}, ${part}, ${type}) {
    %y = stablehlo.fft %a, type = RFFT, length = [${n}] : (${type}) -> ${complex}
    %z = stablehlo.fft %y, type = IRFFT, length = [${n}] : (${complex}) -> ${type}
    %re = stablehlo.real %y : (${complex}) -> ${part}
    %im = stablehlo.imag %y : (${complex}) -> ${part}
    return %re, %im, %z : ${part}, ${part}, ${type}
  }`;
  const rows = [numbers(n), numbers(n)];
  const [re, im, back] = run(text, rows.flat());
  rows.forEach((row, i) => {
    const [wantedRe, wantedIm] = definition(
      row,
      row.map(() => 0),
      -1,
    );
    close(re.slice(i * half, (i + 1) * half), wantedRe.slice(0, half));
    close(im.slice(i * half, (i + 1) * half), wantedIm.slice(0, half));
  });
  close(back, rows.flat());
});

/** @file Functions of complex numbers against NumPy's values; log1p of a small one by its series. */
import { expect, test } from "vitest";
import { evaluateGraph } from "../../../ir/evaluate.ts";
import { importGraph } from "../import.ts";
import { parseModule } from "../parse.ts";

const [type, complex] = ["tensor<4xf64>", "tensor<4xcomplex<f64>>"];

// At 0.3 + 0.4i, −1.5 + 2i, 1e-5 − 2e-5i and 30 + i; the power is 0.5 − 1.5i.
test.each([
  [
    "stablehlo.tanh",
    "0.33825474326547145 0.3811320742724429 -1.0641443991765371 -0.08039101531016819 " +
      "1.000000000366667e-05 -2.0000000000666667e-05 1.0 1.5924545408982667e-26",
  ],
  [
    "stablehlo.exponential_minus_one",
    "0.24330229506950263 0.5256597791969788 -1.0928549102840264 0.2028916804701695 " +
      "9.999849998166664e-06 -2.0000199999666654e-05 5773926857997.931 8992358290239.943",
  ],
  [
    "stablehlo.log_plus_one",
    "0.30759281954511686 0.2984989315861793 0.7234594914681627 1.8157749899217608 " +
      "1.0000149996333351e-05 -1.9999799999333396e-05 3.4345072253328532 0.03224688243525392",
  ],
  [
    "stablehlo.logistic",
    "0.5774309320633587 0.09901811424847043 -0.04984258297024425 0.234807340416369 " +
      "0.5000025000000002 -5.000000000041668e-06 0.9999999999999494 7.874168215050136e-14",
  ],
  [
    "chlo.sinh",
    "0.2804817641764754 0.4070739913234487 0.8860929093625314 2.139040009980677 " +
      "9.999999998166667e-06 -1.9999999999666667e-05 2886963428999.466 4496179145119.972",
  ],
  [
    "chlo.cosh",
    "0.9628205308930272 0.11858578787353008 -0.9789478196465577 -1.936148329510507 " +
      "0.99999999985 -1.9999999999000004e-10 2886963428999.466 4496179145119.972",
  ],
  [
    "stablehlo.tan",
    "0.26107368184166296 0.4106334708425564 -0.0053620609220030565 1.036920282100185 " +
      "9.999999996333332e-06 -1.9999999999333332e-05 -0.10848191924054486 1.290797467745879",
  ],
  [
    "stablehlo.power",
    "0.19145847462040022 2.8351483051662694 42.24291417900511 -11.567796503116595 " +
      "-0.000880689975482374 0.00017781685152335708 2.1019465040730263 5.362288226994632",
  ],
])("%s", (name, wanted) => {
  const form = name.startsWith("chlo") ? `${complex} -> ${complex}` : complex;
  const operands = name.endsWith("power") ? "%x, %p" : "%x";
  const text = `func.func @main(%a: ${type}, %b: ${type}) -> (${type}, ${type}) {
    %x = stablehlo.complex %a, %b : ${complex}
    %p = stablehlo.constant dense<(0.5, -1.5)> : ${complex}
    %y = ${name} ${operands} : ${form}
    %re = stablehlo.real %y : (${complex}) -> ${type}
    %im = stablehlo.imag %y : (${complex}) -> ${type}
    return %re, %im : ${type}, ${type}
  }`;
  const { graph } = importGraph(parseModule(text));
  const [re, im] = evaluateGraph(graph, [Float64Array.of(0.3, -1.5, 1e-5, 30), Float64Array.of(0.4, 2, -2e-5, 1)]);
  const numbers = wanted.split(" ").map(Number);
  for (let i = 0; i < 4; i++) {
    const size = Math.hypot(numbers[2 * i], numbers[2 * i + 1]);
    expect(Math.abs(Number(re[i]) - numbers[2 * i]) / size).toBeLessThan(1e-12);
    expect(Math.abs(Number(im[i]) - numbers[2 * i + 1]) / size).toBeLessThan(1e-12);
  }
});

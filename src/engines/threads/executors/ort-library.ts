/**
 * @file Finds ONNX Runtime's shared library. The sherpa-onnx packages contain it, one package per platform, without
 * install scripts; npm installs only the package of this machine. ALPA_ONNXRUNTIME overrides the path, for platforms
 * without a package.
 */
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { Unsupported } from "../../../base/errors.ts";

/** By platform, the package that contains the library, and the library's file name in it. */
const packages: Readonly<Record<string, readonly [string, string]>> = {
  "linux-x64": ["sherpa-onnx-linux-x64", "libonnxruntime.so"],
  "linux-arm64": ["sherpa-onnx-linux-arm64", "libonnxruntime.so"],
  "darwin-x64": ["sherpa-onnx-darwin-x64", "libonnxruntime.dylib"],
  "darwin-arm64": ["sherpa-onnx-darwin-arm64", "libonnxruntime.dylib"],
  "win32-x64": ["sherpa-onnx-win-x64", "onnxruntime.dll"],
};

/**
 * Returns the path of ONNX Runtime's shared library.
 * @param platform  `process.platform` and `process.arch`, joined by "-"
 * @throws Unsupported if no package contains it for the platform, or the package is not installed
 */
export function ortLibraryPath(
  platform = `${process.platform}-${process.arch}`,
  environment: NodeJS.ProcessEnv = process.env,
): string {
  if (environment.ALPA_ONNXRUNTIME) return environment.ALPA_ONNXRUNTIME;
  if (!Object.hasOwn(packages, platform))
    throw new Unsupported(
      "executor ort-c",
      `no npm package carries ONNX Runtime for ${platform} (there is one for ${Object.keys(packages).join(", ")}); ` +
        "set ALPA_ONNXRUNTIME to the path of its shared library, 1.23 or newer",
    );
  const [name, file] = packages[platform];
  try {
    return join(dirname(createRequire(import.meta.url).resolve(`${name}/package.json`)), file);
  } catch {
    throw new Unsupported(
      "executor ort-c",
      `ONNX Runtime is missing: the optional dependency ${name} is not installed; run: npm install ${name}`,
    );
  }
}

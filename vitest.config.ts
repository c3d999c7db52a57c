import { defineConfig } from "vitest/config";

export default defineConfig({
  // "alpa-js" is src/index.ts, as for tsc and tsx.
  resolve: { tsconfigPaths: true },
  test: {
    include: ["src/**/*.test.ts", "test/**/*.test.ts"],
    reporters: ["default", "./test/support/closing-line.ts"],
    // Worker-thread runs and differential suites are CPU-bound: two cores, two files at a time.
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 60_000,
  },
});

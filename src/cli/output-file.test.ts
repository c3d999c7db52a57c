import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { systemReason } from "../node/system-reason.ts";
import { writeOutput } from "./output-file.ts";

test("the error for a file that cannot be written has the option and the system's reason", async () => {
  await expect(writeOutput("--out", "nowhere/out.json", "{}")).rejects.toThrow(
    "--out: cannot write nowhere/out.json: no such file or directory (ENOENT); give another file",
  );
  if (!existsSync("/dev/full")) return;
  await expect(writeOutput("--save-plan", "/dev/full", "{}")).rejects.toThrow(
    "--save-plan: cannot write /dev/full: no space left on device (ENOSPC); give another file",
  );
});

test("other errors keep their message", () => {
  expect(systemReason(new Error("out of luck"))).toBe("out of luck");
});

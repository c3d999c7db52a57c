/** @file Runs a web worker of a page in headless Chromium and returns what it posts to `/result` as JSON. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { withPage } from "./chromium.ts";

const page = '<!doctype html><script>new Worker("/worker.js", { type: "module" })</script>';

export async function runWorker(browser: string, script: string): Promise<{ results?: string[]; error?: string }> {
  let resolve!: (answer: { results?: string[]; error?: string }) => void;
  const answered = new Promise<Parameters<typeof resolve>[0]>((keep) => {
    resolve = keep;
  });
  const server = createServer((request, response) => {
    if (request.method === "POST") {
      let body = "";
      request.on("data", (chunk) => (body += chunk));
      request.on("end", () => {
        response.end();
        resolve(JSON.parse(body));
      });
      return;
    }
    const isScript = request.url === "/worker.js";
    response.setHeader("content-type", isScript ? "text/javascript" : "text/html");
    response.end(isScript ? script : page);
  });
  try {
    await new Promise<void>((resume) => server.listen(0, "127.0.0.1", resume));
    return await withPage(browser, `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, answered);
  } finally {
    server.close();
  }
}

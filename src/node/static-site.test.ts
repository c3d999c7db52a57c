import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { contentPolicy, type StaticSite, serveFolder } from "./static-site.ts";

let folder: string;
let site: StaticSite;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "alpa-site-"));
  mkdirSync(join(folder, "site/deep"), { recursive: true });
  writeFileSync(join(folder, "secret.html"), "secret");
  writeFileSync(join(folder, "site/index.html"), "<p>hello");
  writeFileSync(join(folder, "site/deep/main.js"), "1");
  site = await serveFolder(join(folder, "site/"), 0);
});

afterAll(async () => {
  await site.close();
  rmSync(folder, { recursive: true });
});

/** A request whose path is sent as it is. */
const get = (path: string, { method = "GET", headers = {} }: { method?: string; headers?: object } = {}) =>
  new Promise<{ code: number; body: string; headers: Record<string, unknown> }>((resolve, reject) => {
    const { hostname, port } = new URL(site.url);
    const sent = request({ hostname, port, path, method, headers: { ...headers } }, (response) => {
      let body = "";
      response.on("data", (chunk) => (body += chunk));
      response.on("end", () => resolve({ code: response.statusCode!, body, headers: response.headers }));
    });
    sent.on("error", reject).end();
  });

test("gives its files with their types and a policy", async () => {
  const { code, body, headers } = await get("/");
  expect({ code, body }).toEqual({ code: 200, body: "<p>hello" });
  expect(headers).toMatchObject({
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": `${contentPolicy}; frame-ancestors 'none'`,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
  });
  expect(await get("/deep/main.js?x")).toMatchObject({ code: 200, body: "1" });
  expect(await get("/", { method: "HEAD" })).toMatchObject({ code: 200, body: "" });
  expect(await get("/", { headers: { "if-none-match": headers.etag } })).toMatchObject({ code: 304 });
});

test.each([
  "/../secret.html",
  "/..%2fsecret.html",
  "/%2e%2e/secret.html",
  "//secret.html",
  "/deep/../../secret.html",
  "/index.html%00",
  "/nothing",
  "*",
])("%s is not found", async (path) => {
  expect(await get(path)).toMatchObject({ code: 404, body: "no such file\n" });
});

test("refuses other methods and the names of other hosts", async () => {
  for (const method of ["POST", "PUT", "DELETE", "OPTIONS"])
    expect(await get("/", { method })).toMatchObject({ code: 405 });
  for (const host of ["evil.example", "127.0.0.1:1", "0.0.0.0"])
    expect(await get("/", { headers: { host } })).toMatchObject({ code: 403 });
});

test("listens on 127.0.0.1 alone", async () => {
  const port = Number(new URL(site.url).port);
  const reached = await new Promise<boolean>((resolve) => {
    const socket = connect({ host: "127.0.0.2", port });
    socket.on("connect", () => resolve(true)).on("error", () => resolve(false));
  });
  expect(reached).toBe(false);
});

test("a port in use is refused", async () => {
  const port = Number(new URL(site.url).port);
  await expect(serveFolder(join(folder, "site/"), port)).rejects.toThrow(
    `--port: ${port} is in use; give another, or 0 for any free one`,
  );
});

test("the studio's page has the policy of the server", () => {
  const page = readFileSync(new URL("../studio/page/index.html", import.meta.url), "utf8");
  expect(page).toContain(`content="${contentPolicy}"`);
});

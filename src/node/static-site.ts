/**
 * @file Serves a folder of static files to this machine alone. The files are read once, at the start: no path of a
 * request reaches the file system.
 */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, relative } from "node:path";
import { InvalidConfig } from "../base/errors.ts";

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".json": "application/json",
};

interface StaticFile {
  readonly type: string;
  readonly bytes: Buffer;
  readonly tag: string;
}

/** Lets pages load from here alone; `wasm-unsafe-eval` is for the kernels with which jax-js folds constants. */
export const contentPolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  ...["worker-src", "connect-src", "style-src", "font-src"].map((kind) => `${kind} 'self'`),
  "img-src 'self' data: blob:",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

const headers = {
  "Content-Security-Policy": `${contentPolicy}; frame-ancestors 'none'`,
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Cache-Control": "no-cache",
};

export interface StaticSite {
  /** `http://127.0.0.1:4321/`. */
  readonly url: string;
  /** Gives a path another text from now on. */
  put(path: string, text: string): void;
  close(): Promise<void>;
}

/**
 * Serves the files of `folder` on 127.0.0.1.
 * @param port  0 for any free one
 * @param more  other texts by their path, such as `/session.json`
 * @throws InvalidConfig if the port cannot be had
 */
export async function serveFolder(
  folder: string,
  port: number,
  more: Readonly<Record<string, string>> = {},
): Promise<StaticSite> {
  const files = readFiles(folder);
  const put = (path: string, text: string): void => void files.set(path, fileOf(path, Buffer.from(text)));
  for (const [path, text] of Object.entries(more)) put(path, text);
  const server = createServer((request, response) => answer(request, response, files));
  await listen(server, port);
  const { port: chosen } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${chosen}/`,
    put,
    close: () =>
      new Promise((resume) => {
        server.close(() => resume());
        server.closeAllConnections();
      }),
  };
}

/** The files of a folder by their path in URLs. */
function readFiles(folder: string): Map<string, StaticFile> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const files = new Map<string, StaticFile>();
  for (const { parentPath, name } of entries) {
    const path = `/${relative(folder, join(parentPath, name)).replaceAll("\\", "/")}`;
    files.set(path, fileOf(path, readFileSync(join(parentPath, name))));
  }
  const index = files.get("/index.html");
  if (index) files.set("/", index);
  return files;
}

function fileOf(path: string, bytes: Buffer): StaticFile {
  const tag = `"${createHash("sha256").update(bytes).digest("base64url").slice(0, 24)}"`;
  return { type: types[extname(path)] ?? "text/plain", bytes, tag };
}

function answer(request: IncomingMessage, response: ServerResponse, files: ReadonlyMap<string, StaticFile>): void {
  const refuse = (code: number, text: string): void => {
    response.writeHead(code, { ...headers, "Content-Type": "text/plain" }).end(`${text}\n`);
  };
  // A page elsewhere whose name resolves to this machine has another Host.
  const { port } = request.socket.address() as AddressInfo;
  if (![`127.0.0.1:${port}`, `localhost:${port}`].includes(request.headers.host ?? ""))
    refuse(403, "this server answers to 127.0.0.1 and localhost alone");
  else if (request.method !== "GET" && request.method !== "HEAD") refuse(405, "this server only gives files");
  else {
    const file = files.get((request.url ?? "").replace(/\?.*/, ""));
    if (file) send(request, response, file);
    else refuse(404, "no such file");
  }
}

function send(request: IncomingMessage, response: ServerResponse, { type, tag, bytes }: StaticFile): void {
  const own = { ...headers, "Content-Type": type, ETag: tag };
  if (request.headers["if-none-match"] === tag) response.writeHead(304, own).end();
  else response.writeHead(200, { ...own, "Content-Length": bytes.length });
  if (!response.writableEnded) response.end(request.method === "HEAD" ? undefined : bytes);
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resume, reject) => {
    server.once("error", ({ code, message }: NodeJS.ErrnoException) => {
      const reason = code === "EADDRINUSE" ? "is in use" : `cannot be opened: ${message}`;
      reject(new InvalidConfig("--port", `${port} ${reason}; give another, or 0 for any free one`));
    });
    server.listen(port, "127.0.0.1", () => resume());
  });
}

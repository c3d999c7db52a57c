/**
 * @file A page in headless Chromium, driven by the DevTools protocol over the browser's pipe. It records what the page
 * asks of the network, its errors and violations of its policy.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly message: string };
  readonly sessionId?: string;
}

/** Bytes of a process that are in no file. */
function anonymousBytes(id: number): number | undefined {
  try {
    const [, kibibytes] = /RssAnon:\s+(\d+)/.exec(readFileSync(`/proc/${id}/status`, "utf8")) ?? [];
    return kibibytes === undefined ? undefined : 1024 * Number(kibibytes);
  } catch {
    // It has ended, or the system has no such file.
    return undefined;
  }
}

export interface PageSize {
  readonly width: number;
  readonly height: number;
  readonly dark?: boolean;
}

export class Page {
  /** URLs of all requests, of the page and its workers. */
  readonly requests: string[] = [];
  /** Console errors, uncaught errors and policy violations. */
  readonly problems: string[] = [];
  readonly #child: ChildProcess;
  readonly #profile: string;
  readonly #waiting = new Map<number, { resolve(result: unknown): void; reject(error: Error): void }>();
  #lastId = 0;
  #rest = "";
  #session = "";

  private constructor(browser: string) {
    this.#profile = mkdtempSync(join(tmpdir(), "alpa-chromium-"));
    const flags = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"];
    this.#child = spawn(
      browser,
      [...flags, "--remote-debugging-pipe", `--user-data-dir=${this.#profile}`, "about:blank"],
      { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"], detached: true },
    );
    // Commands that are under way when the browser ends have no one to go to.
    (this.#child.stdio[3] as Writable).on("error", () => undefined);
    (this.#child.stdio[4] as Readable).setEncoding("utf8").on("data", (text: string) => this.#read(text));
  }

  static async open(browser: string, size: PageSize): Promise<Page> {
    const page = new Page(browser);
    const { targetInfos } = (await page.#send("Target.getTargets")) as {
      targetInfos: { type: string; targetId: string }[];
    };
    const { targetId } = targetInfos.find(({ type }) => type === "page")!;
    const attached = await page.#send("Target.attachToTarget", { targetId, flatten: true });
    page.#session = (attached as { sessionId: string }).sessionId;
    await page.#watch(page.#session);
    await page.resize(size);
    return page;
  }

  async resize({ width, height, dark = false }: PageSize): Promise<void> {
    await this.command("Emulation.setDeviceMetricsOverride", {
      ...{ width, height, deviceScaleFactor: 1, mobile: width < 600 },
    });
    await this.command("Emulation.setEmulatedMedia", {
      features: [{ name: "prefers-color-scheme", value: dark ? "dark" : "light" }],
    });
  }

  /** Sends a command to the page. */
  command(method: string, params: object = {}): Promise<Readonly<Record<string, unknown>>> {
    return this.#send(method, params, this.#session);
  }

  async goto(url: string): Promise<void> {
    await this.command("Page.navigate", { url });
  }

  /** The value of an expression in the page, which may be a promise. */
  async evaluate<T>(expression: string): Promise<T> {
    const { result, exceptionDetails } = (await this.command("Runtime.evaluate", {
      ...{ expression, awaitPromise: true, returnByValue: true },
    })) as { result: { value: T }; exceptionDetails?: { text: string; exception?: { description?: string } } };
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }

  /** Waits until an expression is true. */
  async until(expression: string, seconds = 60): Promise<void> {
    const end = performance.now() + 1e3 * seconds;
    while (performance.now() < end) {
      if (await this.evaluate(`Boolean(${expression})`).catch(() => false)) return;
      await new Promise((resume) => setTimeout(resume, 50));
    }
    const text = await this.evaluate<string>("document.body.innerText.slice(0, 2000)").catch(() => "");
    throw new Error(
      `not true within ${seconds} s: ${expression}\n${this.problems.join("\n")}\nthe page says:\n${text}`,
    );
  }

  /**
   * Bytes that the largest renderer has for itself now, without the files of the browser that all of them share. Linux
   * only: undefined elsewhere.
   */
  async rendererBytes(): Promise<number | undefined> {
    const { processInfo } = (await this.#send("SystemInfo.getProcessInfo")) as {
      processInfo: { id: number; type: string }[];
    };
    const own = processInfo.flatMap(({ id, type }) => (type === "renderer" ? [anonymousBytes(id)] : []));
    const known = own.filter((bytes) => bytes !== undefined);
    return known.length === 0 ? undefined : Math.max(...known);
  }

  /** @param isWhole  all that scrolls, not only what is in view */
  async screenshot(file: string, isWhole = false): Promise<void> {
    const { data } = await this.command("Page.captureScreenshot", { format: "png", captureBeyondViewport: isWhole });
    writeFileSync(file, Buffer.from(data as string, "base64"));
  }

  close(): void {
    // The browser's helper processes belong to its process group and write to the profile folder until they end.
    process.kill(-this.#child.pid!, "SIGKILL");
    rmSync(this.#profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }

  /** Watches a page or a worker, and the workers that it starts. */
  async #watch(session: string): Promise<void> {
    const enable = ["Network.enable", "Runtime.enable", "Log.enable"].map((method) =>
      // Not every kind of target has every domain.
      this.#send(method, {}, session).catch(() => undefined),
    );
    await Promise.all(enable);
    if (session === this.#session)
      await Promise.all([this.#send("Page.enable", {}, session), this.#send("Audits.enable", {}, session)]);
    const attach = { autoAttach: true, waitForDebuggerOnStart: true, flatten: true };
    await this.#send("Target.setAutoAttach", attach, session);
    await this.#send("Runtime.runIfWaitingForDebugger", {}, session);
  }

  #send(method: string, params: object = {}, sessionId?: string): Promise<Readonly<Record<string, unknown>>> {
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve: resolve as (result: unknown) => void, reject });
      (this.#child.stdio[3] as Writable).write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    });
  }

  #read(text: string): void {
    const parts = (this.#rest + text).split("\0");
    this.#rest = parts.pop()!;
    for (const part of parts) this.#receive(JSON.parse(part) as Message);
  }

  #receive({ id, method, params, result, error }: Message): void {
    if (id !== undefined) {
      const waiting = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (error) waiting?.reject(new Error(error.message));
      else waiting?.resolve(result);
      return;
    }
    // biome-ignore lint/suspicious/noExplicitAny: the protocol's events have many forms.
    const event = params as any;
    if (method === "Target.attachedToTarget") void this.#watch(event.sessionId);
    if (method === "Network.requestWillBeSent") this.requests.push(event.request.url);
    if (method === "Runtime.exceptionThrown")
      this.problems.push(event.exceptionDetails.exception?.description ?? event.exceptionDetails.text);
    if (method === "Runtime.consoleAPICalled" && event.type === "error")
      this.problems.push(
        event.args.map((each: { value?: unknown; description?: string }) => each.value ?? each.description).join(" "),
      );
    if (method === "Log.entryAdded" && event.entry.level === "error") this.problems.push(event.entry.text);
    if (method === "Audits.issueAdded" && event.issue.code === "ContentSecurityPolicyIssue")
      this.problems.push(JSON.stringify(event.issue.details));
  }
}

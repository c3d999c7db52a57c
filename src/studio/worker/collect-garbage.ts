/** @file A request to the browser to collect garbage. */

/** More than the part of V8's largest heap from which it collects at once. */
const bytes = 2 ** 30;

/**
 * Lets V8 collect what a search has left. It lets a heap grow to several times what is live, 200 MB more in the
 * simulation after a search of Llama 3 8B, but counts array buffers as memory under pressure. A buffer that is never
 * written takes address space only.
 */
export function collectGarbage(): void {
  try {
    void new ArrayBuffer(bytes);
  } catch {
    // A browser that refuses the size collects when it must.
  }
}

/** @file Bytes of typed arrays: as hexadecimal text, as a map key, and compared. Does not need Node's Buffer. */

/** The bytes of a view, without a copy. */
export const bytesIn = ({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

const hexPairs = Array.from({ length: 256 }, (_, byte) => byte.toString(16).toUpperCase().padStart(2, "0"));

/** Two upper-case hexadecimal digits per byte. */
export function hexText(view: ArrayBufferView): string {
  const bytes = bytesIn(view);
  // Joins strings of moderate length, because a string that grows by two characters at a time is slow to flatten.
  const parts: string[] = [];
  for (let start = 0; start < bytes.length; start += 4096) {
    let part = "";
    const end = Math.min(start + 4096, bytes.length);
    for (let index = start; index < end; index++) part += hexPairs[bytes[index]];
    parts.push(part);
  }
  return parts.join("");
}

// WHATWG's latin1 is windows-1252, which maps the 256 bytes to 256 different characters.
const latin1 = new TextDecoder("latin1");

/** A string of one character per byte: equal for equal bytes, different for different ones. */
export const bytesKey = (view: ArrayBufferView): string => latin1.decode(bytesIn(view));

/** Whether two views hold the same bytes: −0 and 0 differ, NaNs with the same payload are equal. */
export function sameBytes(a: ArrayBufferView, b: ArrayBufferView): boolean {
  const [left, right] = [bytesIn(a), bytesIn(b)];
  return left.length === right.length && left.every((byte, index) => byte === right[index]);
}

/** @file A short digest of array contents (FNV-1a, 32 bits, with the length): a cheap way to distinguish constants. */
export function hashData(data: ArrayBufferView): string {
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  let hash = 0x811c9dc5;
  for (let index = 0; index < bytes.length; index++) hash = Math.imul(hash ^ bytes[index], 0x01000193);
  return `${bytes.length}:${(hash >>> 0).toString(16)}`;
}

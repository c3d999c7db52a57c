/** @file Operating system errors in words. */

/** The reason in an operating system error, for example `no space left on device (ENOSPC)`. */
export function systemReason({ code, message }: NodeJS.ErrnoException): string {
  const [, reason] = /^\w+: ([^,]+)/.exec(message) ?? [];
  return reason && code ? `${reason} (${code})` : message;
}

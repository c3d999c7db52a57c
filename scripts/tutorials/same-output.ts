/** @file Compares what a page says that a command prints with what it prints now. */

const time = String.raw`(?:\d+ (?:h|min) )*\d[\d.,]*\s(?:µs|ms|s|min|h)\b`;
/** Lines of every command that tell how long it took itself. */
const ownSeconds = /^(?:planned in|compiled in|\d+ steps in).*$/gm;
/** How far numbers of a measured output may lie apart: other processors round sums of floats otherwise. */
const tolerance = 0.02;

const words = (text: string): string[] => text.trim().split(/\s+/);
const asNumber = (word: string): number => Number(word.replace(/[,%()]/g, ""));

function isSame(a: string, b: string): boolean {
  if (a === b) return true;
  const [x, y] = [asNumber(a), asNumber(b)];
  return Math.abs(x - y) <= tolerance * Math.max(Math.abs(x), Math.abs(y));
}

/**
 * Returns the first words that differ, or undefined. Of a planned output everything counts but the seconds that the
 * command itself took. Of a measured one times do not count, and other numbers may differ by 2 %.
 */
export function firstDifference(wanted: string, got: string, measured: boolean): string | undefined {
  const comparable = (text: string): string[] => {
    const own = text.replace(ownSeconds, (line) => line.replace(new RegExp(time, "g"), "…"));
    return words(measured ? own.replace(new RegExp(time, "g"), "…").replace(/\d[\d.]* (\S+\/s)/g, "… $1") : own);
  };
  const [a, b] = [comparable(wanted), comparable(got)];
  const same = measured ? isSame : (x: string, y: string) => x === y;
  const at = Array.from({ length: Math.max(a.length, b.length) }, (_, i) => i).find(
    (i) => !same(a[i] ?? "", b[i] ?? ""),
  );
  if (at === undefined) return undefined;
  const near = (list: string[]): string => list.slice(Math.max(0, at - 4), at + 4).join(" ");
  return `the page has "${near(a)}", the command prints "${near(b)}"`;
}

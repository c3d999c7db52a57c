/** @file Comma-separated values (RFC 4180). */

/** One line per row; cells with commas, quotes or line ends are quoted, undefined ones are empty. */
export const csvText = (rows: readonly (readonly (string | number | undefined)[])[]): string =>
  rows.map((cells) => `${cells.map(csvCell).join(",")}\n`).join("");

function csvCell(value: string | number | undefined): string {
  const text = value === undefined ? "" : `${value}`;
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

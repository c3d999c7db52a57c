/** @file A report: one HTML file with an answer and the code that shows it. It opens without a server. */
import { escapeXml } from "../draw/svg.ts";
import type { Answer, Picture } from "./answer.ts";
import { arrayJson } from "./array-json.ts";
import type { OpGroup } from "./op-groups.ts";

/** The content of a report. */
export interface Report {
  readonly title: string;
  readonly answer: Answer;
  readonly picture: Picture;
  readonly ops: readonly OpGroup[];
}

/** The parts of the page that every report has, with the base64 SHA-256 of each for the page's policy. */
export interface ReportParts {
  readonly script: string;
  readonly scriptHash: string;
  readonly style: string;
  readonly styleHash: string;
}

/** The id of the element that holds the report's data. */
export const dataId = "report";

/** The page. Its policy allows its own script and style by their hashes, and no request at all. */
export function htmlReport(report: Report, { script, scriptHash, style, styleHash }: ReportParts): string {
  const policy = [
    "default-src 'none'",
    `script-src 'sha256-${scriptHash}'`,
    `style-src 'sha256-${styleHash}'`,
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="color-scheme" content="light dark">
<title>${escapeXml(report.title)}</title>
<style>${style}</style>
</head>
<body>
<div id="app"></div>
<script type="application/json" id="${dataId}">${arrayJson(report)}</script>
<script type="module">${script}</script>
</body>
</html>
`;
}

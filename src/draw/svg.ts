/** @file The common parts of all SVG pictures. */

export const fontFamily = "system-ui, 'DejaVu Sans', sans-serif";

export const escapeXml = (text: string): string =>
  text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");

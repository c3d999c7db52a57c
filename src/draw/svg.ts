/** @file The parts that all SVG pictures share. */

export const fontFamily = "system-ui, 'DejaVu Sans', sans-serif";

export const escapeXml = (text: string): string =>
  text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");

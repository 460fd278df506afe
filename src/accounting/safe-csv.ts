/** A cell: text of others, which a spreadsheet must not take for a formula, or a figure and word of our own. */
export type CsvCell = string | { readonly own: string };

/**
 * Rows as CSV (RFC 4180) in UTF-8 with a byte order mark, lines ended by CR LF. A text of others that begins like a
 * formula (=, +, -, @, tab, CR) is led by an apostrophe.
 */
export function safeCsv(rows: readonly (readonly CsvCell[])[]): Uint8Array {
  const text = rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("");
  return new TextEncoder().encode(`\uFEFF${text}`);
}

function cell(value: CsvCell): string {
  const text = typeof value === "string" ? defused(value) : value.own;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function defused(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

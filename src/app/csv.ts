const QUOTED = /[",;\r\n]/;
const FORMULA = /^[=+\-@\t\r]/;

/**
 * One field of a CSV file. Text from outside that a spreadsheet would take for a formula is led by an
 * apostrophe; figures of our own are passed as they are (`isOwn`).
 */
function csvField(value: string, isOwn: boolean): string {
  const safe = !isOwn && FORMULA.test(value) ? `'${value}` : value;
  return QUOTED.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A cell: text from outside, or a figure or word of our own making. */
export type CsvCell = string | { readonly own: string };

/** Rows as CSV (RFC 4180), with the mark by which spreadsheets know UTF-8. */
export function csvText(rows: readonly (readonly CsvCell[])[]): string {
  const lines = rows.map((row) =>
    row
      .map((cell) =>
        typeof cell === "string" ? csvField(cell, false) : csvField(cell.own, isFigure(cell.own)),
      )
      .join(","),
  );
  return `\uFEFF${lines.join("\r\n")}\r\n`;
}

// Only what really is a figure may begin with a sign.
function isFigure(text: string): boolean {
  return /^-?\d+(\.\d+)?$/.test(text);
}

const QUOTED = /[",;\r\n]/;
const FORMULA = /^[=+\-@\t\r]/;

/**
 * One field of a CSV file. Text that a spreadsheet would take for a formula is led by an apostrophe; only figures of
 * our own pass as they are.
 */
function csvField(value: string): string {
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return QUOTED.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A cell: text from outside, or a figure or word of our own making. */
export type CsvCell = string | { readonly own: string };

/** How a reader's spreadsheet takes figures: "12.50" between commas, or "12,50" between semicolons. */
export type CsvDecimals = "point" | "comma";

/** The mark by which spreadsheets know UTF-8: a file's first characters. */
export const CSV_MARK = "\uFEFF";

/** Rows as CSV (RFC 4180), with the mark by which spreadsheets know UTF-8. */
export function csvText(
  rows: readonly (readonly CsvCell[])[],
  decimals: CsvDecimals = "point",
): string {
  return `${CSV_MARK}${csvRows(rows, decimals)}`;
}

/** Rows of a file that has begun. */
export function csvRows(rows: readonly (readonly CsvCell[])[], decimals: CsvDecimals): string {
  const separator = decimals === "comma" ? ";" : ",";
  const lines = rows.map((row) =>
    row
      .map((cell) =>
        typeof cell === "string"
          ? csvField(cell)
          : isFigure(cell.own)
            ? figureText(cell.own, decimals)
            : csvField(cell.own),
      )
      .join(separator),
  );
  return lines.map((line) => `${line}\r\n`).join("");
}

function figureText(text: string, decimals: CsvDecimals): string {
  return decimals === "comma" ? text.replace(".", ",") : text;
}

// Only what really is a figure may begin with a sign.
function isFigure(text: string): boolean {
  return /^-?\d+(\.\d+)?$/.test(text);
}

/** A row of a CSV file and the line at which it begins, counted from 1. */
export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * Reads CSV: separated by semicolon, tab or comma (what the first lines use most), quoted by RFC 4180, any line ends,
 * with or without a byte order mark.
 */
export function readCsv(source: string): readonly CsvRow[] {
  const text = source.replace(/^\uFEFF/, "");
  const separator = separatorOf(text);
  const rows: CsvRow[] = [];
  let line = 1;
  let start = 1;
  let cells: string[] = [];
  let cell = "";
  let isQuoted = false;
  const endRow = () => {
    rows.push({ line: start, cells: [...cells, cell] });
    cells = [];
    cell = "";
  };
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === "\n") line += 1;
    if (isQuoted) {
      if (character !== '"') cell += character;
      else if (text.charAt(at + 1) === '"') {
        cell += '"';
        at += 1;
      } else isQuoted = false;
    } else if (character === '"' && cell.trim() === "") {
      cell = "";
      isQuoted = true;
    } else if (character === separator) {
      cells.push(cell);
      cell = "";
    } else if (character === "\n") {
      endRow();
      start = line;
    } else if (character !== "\r") cell += character;
  }
  if (cell !== "" || cells.length > 0) endRow();
  return rows;
}

function separatorOf(text: string): string {
  const sample = text.split("\n").slice(0, 20).join("\n");
  const counted = [";", "\t", ","].map((mark) => ({ mark, count: sample.split(mark).length }));
  // Decimal commas are many: of what occurs often enough, the semicolon comes first.
  const often = counted.find(({ mark, count }) => mark !== "," && count > 4);
  return often?.mark ?? counted.toSorted((a, b) => b.count - a.count)[0]?.mark ?? ";";
}

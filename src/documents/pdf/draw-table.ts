import type { StructureElement } from "pdfkit";

import type { PrintedCell, PrintedColumn, PrintedTable } from "@/documents/printed-document";
import { colors, type Box, type Sheet, type Style } from "./sheet";

const BODY: Style = { size: 9.5 };
const QUIET: Style = { size: 9.5, color: colors.quiet };
const DETAIL: Style = { size: 8.5, color: colors.quiet };
const TRAIL: Style = { size: 7.5, color: colors.quiet };
const GAP = 6;
const PAD = 6;

type Cell = { readonly column: PrintedColumn; readonly box: Box; readonly cell: PrintedCell };

/** A table under its heading. Its head is repeated on each page, for the eye alone. */
export function drawTable(sheet: Sheet, table: PrintedTable): void {
  const boxes = boxesOf(sheet, table.columns);
  const of = sheet.element("Table", undefined, { title: table.caption });
  const head = sheet.element("TR", sheet.element("THead", of));
  drawHead(sheet, table, { boxes, of: head });
  const body = sheet.element("TBody", of);
  for (const row of table.rows) {
    const cells = row.flatMap((cell, index): Cell[] => {
      const [column, box] = [table.columns[index], boxes[index]];
      return column && box ? [{ column, box, cell }] : [];
    });
    if (sheet.makeRoom(heightOfRow(sheet, cells))) drawHead(sheet, table, { boxes, of: null });
    drawRow(sheet, cells, sheet.element("TR", body));
  }
}

function boxesOf(sheet: Sheet, columns: readonly PrintedColumn[]): Box[] {
  const given = columns.reduce((sum, { width = 0 }) => sum + width, 0);
  const open = columns.filter(({ width }) => width === undefined).length;
  const rest = (sheet.width - given) / Math.max(open, 1);
  let x = sheet.left;
  return columns.map(({ width = rest, isFigure = false }) => {
    const box = { x, width: isFigure ? width : width - GAP, isRight: isFigure };
    x += width;
    return box;
  });
}

function drawHead(
  sheet: Sheet,
  table: PrintedTable,
  at: { readonly boxes: readonly Box[]; readonly of: StructureElement | null },
): void {
  const { boxes } = at;
  const heights = table.columns.map(({ label }, index) =>
    sheet.heightOf(label, boxes[index]?.width ?? 0, QUIET),
  );
  const height = Math.max(...heights, 0);
  sheet.makeRoom(height + 40);
  table.columns.forEach(({ label }, index) => {
    const box = boxes[index];
    if (!box) return;
    const of = at.of && sheet.element("TH", at.of, { scope: "Column" });
    sheet.write(label, box, { ...QUIET, y: sheet.y + height - (heights[index] ?? 0), of });
  });
  sheet.y += height + 4;
  sheet.rule(sheet.y, 1, colors.ink);
}

function heightOfRow(sheet: Sheet, cells: readonly Cell[]): number {
  return Math.max(...cells.map((cell) => heightOfCell(sheet, cell)), 0) + 2 * PAD;
}

function heightOfCell(sheet: Sheet, { box, cell }: Cell): number {
  const text = sheet.heightOf(cell.text, box.width, BODY);
  const detail = cell.detail ? 1 + sheet.heightOf(cell.detail, box.width, DETAIL) : 0;
  const trail = (cell.trail ?? []).map(({ label, note, amount }) => {
    const [words] = trailBoxes(sheet, box, amount);
    return 1.5 + sheet.heightOf(wordsOf(label, note), words.width, TRAIL);
  });
  return trail.reduce((sum, height) => sum + height, text + detail);
}

function drawRow(sheet: Sheet, cells: readonly Cell[], row: StructureElement): void {
  const top = sheet.y + PAD;
  let low = top;
  cells.forEach((entry, index) => {
    const { box, cell, column } = entry;
    const isName = index === 0 && !column.isFigure;
    const of = isName ? sheet.element("TH", row, { scope: "Row" }) : sheet.element("TD", row);
    let y = top;
    // What is read aloud breaks between paragraphs; a cell of one text needs none.
    const isOne = !cell.detail && !cell.trail?.length;
    const part = () => (isOne ? of : sheet.element("P", of));
    if (cell.text !== "") y += sheet.write(cell.text, box, { ...BODY, y, of: part() });
    if (cell.detail) y += 1 + sheet.write(cell.detail, box, { ...DETAIL, y: y + 1, of: part() });
    for (const { label, note, amount } of cell.trail ?? []) {
      const [words, figure] = trailBoxes(sheet, box, amount);
      const line = sheet.element("P", of);
      const at = { ...TRAIL, y: y + 1.5, of: line };
      const height = sheet.write(`${wordsOf(label, note)} `, words, at);
      sheet.write(amount, figure, at);
      y += 1.5 + height;
    }
    low = Math.max(low, y);
  });
  sheet.y = low + PAD;
  sheet.rule(sheet.y, 0.5);
}

function trailBoxes(sheet: Sheet, box: Box, amount: string): [words: Box, figure: Box] {
  const wide = Math.min(64, box.width / 2);
  const width = amount === "" ? 0 : wide;
  return [
    { x: box.x, width: box.width - width - GAP },
    { x: box.x + box.width - width, width, isRight: true },
  ];
}

function wordsOf(label: string, note: string): string {
  return note === "" ? label : `${label}: ${note}`;
}

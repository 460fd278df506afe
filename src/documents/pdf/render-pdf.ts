import type { PrintedDocument, ViewFact, ViewParty } from "@/documents/printed-document";
import { drawTable } from "./draw-table";
import { colors, Sheet, type Box } from "./sheet";

/** The mark's own colours, as on the pages. */
const brand = { slip: "#0d4a37", stroke: "#ffffff", tick: "#d9f26b" } as const;

const SIZE = 9.5;
const FACTS_WIDTH = 240;
const TOTALS_WIDTH = 280;

/**
 * Prints a document as a tagged PDF (A4, PDF/UA): headings, tables with their heads, and the order of reading are in
 * its structure, and so is its language. The same document is the same bytes.
 */
export async function renderPdf(printed: PrintedDocument): Promise<Uint8Array> {
  const sheet = new Sheet(printed);
  drawHead(sheet, printed);
  drawParties(sheet, printed.parties);
  for (const table of printed.tables) {
    if (printed.tables.length > 1) drawCaption(sheet, table.caption);
    drawTable(sheet, table);
    sheet.y += 14;
  }
  drawTotals(sheet, printed);
  drawNotes(sheet, printed);
  return sheet.end((page, pages) => printed.pageOf(page, pages));
}

// Brand and heading to the left, facts to the right of them.
function drawHead(sheet: Sheet, printed: PrintedDocument): void {
  const top = sheet.y;
  drawBrand(sheet, top);
  const width = sheet.width - FACTS_WIDTH - 12;
  let y = top + 46;
  const box = { x: sheet.left, width };
  const h1 = sheet.element("H1");
  y += sheet.write(printed.heading, box, { y, of: h1, size: 24, weight: 600, leading: 1.15 });
  for (const mark of printed.marks) {
    const of = sheet.element("P");
    y += 3 + sheet.write(mark, box, { y: y + 3, of, size: 11, weight: 600 });
  }
  const low = drawFacts(sheet, printed, { y: top, x: sheet.left + sheet.width - FACTS_WIDTH });
  sheet.y = Math.max(y, low) + 22;
}

function drawBrand(sheet: Sheet, y: number): void {
  const place = { x: sheet.left, y, width: 60, height: 22, scale: 22 / 32 };
  sheet.figure("Kvitt", place, (on) => {
    on.path("M4 2h24v27l-3-2.5-3 2.5-3-2.5-3 2.5-3-2.5-3 2.5-3-2.5L7 29l-3-2.5z");
    on.fillColor(brand.slip).fill();
    on.lineWidth(3.4).path("M11 7.2v15").strokeColor(brand.stroke).stroke();
    on.path("M22.6 6.6 14.2 15l6.9 7").strokeColor(brand.tick).stroke();
    on.font("latin 600")
      .fontSize(14 * (32 / 22))
      .fillColor(colors.ink);
    on.text("kvitt", 42, 5, { lineBreak: false });
  });
}

function drawFacts(
  sheet: Sheet,
  { facts, factsLabel }: PrintedDocument,
  at: { readonly x: number; readonly y: number },
): number {
  return drawPairs(sheet, facts, {
    caption: factsLabel,
    box: { x: at.x, width: FACTS_WIDTH },
    y: at.y,
    isQuiet: true,
  });
}

// A table of two columns: what it is, and how much.
function drawPairs(
  sheet: Sheet,
  facts: readonly ViewFact[],
  at: {
    readonly caption: string;
    readonly box: Box;
    readonly y: number;
    readonly isQuiet: boolean;
  },
): number {
  const { box } = at;
  const table = sheet.element("Table", undefined, { title: at.caption });
  const half = at.isQuiet ? box.width * 0.42 : box.width * 0.68;
  const style = { size: SIZE };
  let { y } = at;
  for (const { label, value } of facts) {
    const row = sheet.element("TR", table);
    const th = sheet.element("TH", row, { scope: "Row" });
    const td = sheet.element("TD", row);
    const name = { x: box.x, width: half - 6 };
    const figure = { x: box.x + half, width: box.width - half, isRight: true };
    const color = at.isQuiet ? colors.quiet : colors.ink;
    const left = sheet.write(label, name, { ...style, color, y, of: th });
    const right = sheet.write(value, figure, { ...style, y, of: td });
    y += Math.max(left, right) + 4;
  }
  return y;
}

function drawParties(sheet: Sheet, parties: readonly ViewParty[]): void {
  const width = sheet.width / Math.max(parties.length, 1);
  const top = sheet.y;
  let low = top;
  parties.forEach(({ label, lines }, index) => {
    const box = { x: sheet.left + index * width, width: width - 12 };
    const section = sheet.element("Sect");
    const h2 = sheet.element("H2", section);
    let y = top + sheet.write(label, box, { y: top, of: h2, size: SIZE, color: colors.quiet });
    lines.forEach((line, at) => {
      const of = sheet.element("P", section);
      const weight = at === 0 ? 600 : 400;
      y += 2 + sheet.write(line, box, { y: y + 2, of, size: SIZE, weight });
    });
    low = Math.max(low, y);
  });
  sheet.y = low + 22;
}

// One table needs no words of its own: the document's heading says what it is of.
function drawCaption(sheet: Sheet, caption: string): void {
  const style = { size: 11, weight: 600 as const };
  const box = { x: sheet.left, width: sheet.width };
  sheet.makeRoom(sheet.heightOf(caption, box.width, style) + 80);
  const of = sheet.element("H2");
  sheet.y += 8 + sheet.write(caption, box, { ...style, y: sheet.y, of });
}

function drawTotals(sheet: Sheet, printed: PrintedDocument): void {
  const { totals, sum } = printed;
  if (totals.length === 0 && sum === null) return;
  sheet.makeRoom(totals.length * 20 + 50);
  const box = { x: sheet.left + sheet.width - TOTALS_WIDTH, width: TOTALS_WIDTH };
  if (totals.length > 0) {
    const at = { caption: printed.totalsLabel, box, y: sheet.y, isQuiet: false };
    sheet.y = drawPairs(sheet, totals, at);
  }
  if (sum === null) return;
  sheet.rule(sheet.y + 4, 1, colors.ink, box);
  const p = sheet.element("P");
  const style = { size: 14, weight: 600 as const, y: sheet.y + 12, of: p };
  const half = box.width * 0.45;
  const left = sheet.write(`${sum.label} `, { x: box.x, width: half }, style);
  const figure = { x: box.x + half, width: box.width - half, isRight: true };
  const right = sheet.write(sum.value, figure, style);
  sheet.y += 12 + Math.max(left, right);
}

function drawNotes(sheet: Sheet, { notes, notesLabel }: PrintedDocument): void {
  if (notes.length === 0) return;
  const style = { size: 8, color: colors.quiet };
  const box = { x: sheet.left, width: sheet.width };
  const height = notes.reduce((sum, note) => sum + 4 + sheet.heightOf(note, box.width, style), 20);
  sheet.y += 18;
  sheet.makeRoom(height);
  const h2 = sheet.element("H2");
  sheet.y += 3 + sheet.write(notesLabel, box, { ...style, weight: 600, y: sheet.y, of: h2 });
  for (const note of notes) {
    const of = sheet.element("P");
    sheet.makeRoom(sheet.heightOf(note, box.width, style));
    sheet.y += 3 + sheet.write(note, box, { ...style, y: sheet.y, of });
  }
}

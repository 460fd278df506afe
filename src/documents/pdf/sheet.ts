import PDFDocument, { type StructureElement, type StructureOptions } from "pdfkit";

import type { PrintedDocument } from "@/documents/printed-document";
import { Typeface, type Weight } from "./typeface";

/** How a text looks. */
export interface Style {
  readonly size: number;
  readonly weight?: Weight;
  readonly color?: string;
  /** From baseline to baseline, in sizes. */
  readonly leading?: number;
}

/** Where a text stands: its left edge, its width, and to which side it is set. */
export interface Box {
  readonly x: number;
  readonly width: number;
  readonly isRight?: boolean;
}

/** Ink, and the quieter shades of it. */
export const colors = { ink: "#12201a", quiet: "#46564e", rule: "#d3dbd5" } as const;

const MARGIN = { top: 44, bottom: 52, side: 52 } as const;

/**
 * A document that is being printed: pages that are filled from the top, and the structure that readers aloud follow.
 * Every mark on a page belongs to an element of the structure or is an artifact (PDF/UA, ISO 14289-1).
 */
export class Sheet {
  readonly #document: PDFDocument;
  readonly #typeface: Typeface;
  readonly #root: StructureElement;
  y: number = MARGIN.top;

  constructor(printed: PrintedDocument) {
    this.#document = new PDFDocument({
      size: "A4",
      margin: 0,
      pdfVersion: "1.7",
      subset: "PDF/UA",
      tagged: true,
      displayTitle: true,
      lang: printed.locale,
      bufferPages: true,
      font: null,
      info: {
        Title: printed.title,
        Author: printed.author,
        Producer: "Kvitt",
        Creator: "Kvitt",
        // The day of issue: the same document is the same bytes.
        CreationDate: new Date(`${printed.issuedOn}T00:00:00Z`),
      },
    });
    this.#typeface = new Typeface(this.#document);
    this.#root = this.#document.struct("Document");
    this.#document.addStructure(this.#root);
  }

  get left(): number {
    return MARGIN.side;
  }

  get width(): number {
    return this.#document.page.width - 2 * MARGIN.side;
  }

  /** The lowest that content goes on a page. */
  get bottom(): number {
    return this.#document.page.height - MARGIN.bottom;
  }

  /** A new element of the structure, at the end of `within`. */
  element(type: string, within?: StructureElement, options: StructureOptions = {}) {
    const element = this.#document.struct(type, options);
    (within ?? this.#root).add(element);
    return element;
  }

  /** Begins a page if `height` does not fit on this one. Returns whether it did. */
  makeRoom(height: number): boolean {
    if (this.y + height <= this.bottom || this.y === MARGIN.top) return false;
    this.#document.addPage();
    this.y = MARGIN.top;
    return true;
  }

  /** How high a text is in a box. */
  heightOf(text: string, width: number, style: Style): number {
    return this.#linesOf(text, width, style).length * lineHeight(style);
  }

  /** Sets a text at `y` as content of `of`, or as an artifact. Returns its height. */
  write(
    text: string,
    box: Box,
    at: { readonly y: number; readonly of: StructureElement | null } & Style,
  ): number {
    const { of } = at;
    const lines = this.#linesOf(text, box.width, at);
    this.#mark(of, () => {
      lines.forEach((line, index) => {
        // A reader aloud needs the space between words that the eye sees as the end of a line.
        const shown = index < lines.length - 1 ? `${line} ` : line;
        this.#setLine(shown, line, { ...box, y: at.y + index * lineHeight(at) }, at);
      });
    });
    return lines.length * lineHeight(at);
  }

  /** A rule across the page, which says nothing. */
  rule(y: number, width: number, color: string = colors.rule, box?: Box): void {
    const { x, width: length } = box ?? { x: this.left, width: this.width };
    this.#document.markContent("Artifact", { type: "Layout" });
    this.#document.lineWidth(width).strokeColor(color);
    this.#document
      .moveTo(x, y)
      .lineTo(x + length, y)
      .stroke();
    this.#document.endMarkedContent();
  }

  /** A drawing with the words that stand for it. `draw` has its own coordinates. */
  figure(
    alt: string,
    place: {
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly scale: number;
    },
    draw: (on: PDFDocument) => void,
  ): void {
    const { x, y, width, height, scale } = place;
    const of = this.element("Figure", undefined, { alt, bbox: [x, y, x + width, y + height] });
    this.#mark(of, () => {
      this.#document.save().translate(x, y).scale(scale);
      draw(this.#document);
      this.#document.restore();
    });
  }

  /** Writes each page's foot and ends the file. */
  async end(pageOf: (page: number, pages: number) => string): Promise<Uint8Array> {
    const { count } = this.#document.bufferedPageRange();
    for (let page = 0; page < count; page += 1) {
      this.#document.switchToPage(page);
      const y = this.#document.page.height - 36;
      const box = { x: this.left, width: this.width, isRight: true };
      this.write(pageOf(page + 1, count), box, { y, of: null, size: 8, color: colors.quiet });
    }
    this.#root.end();
    this.#document.end();
    const chunks: Uint8Array[] = [];
    for await (const chunk of this.#document) chunks.push(chunk as Uint8Array);
    return new Uint8Array(Buffer.concat(chunks));
  }

  #mark(of: StructureElement | null, draw: () => void): void {
    if (of) of.add(this.#document.markStructureContent("Span"));
    else this.#document.markContent("Artifact", { type: "Pagination" });
    draw();
    this.#document.endMarkedContent();
  }

  #setLine(shown: string, measured: string, at: Box & { readonly y: number }, style: Style): void {
    const { size, weight = 400, color = colors.ink } = style;
    const slack = at.width - this.#typeface.widthOf(measured, weight, size);
    let x = at.isRight ? at.x + slack : at.x;
    for (const { font, text } of this.#typeface.runsOf(shown, weight)) {
      this.#document.font(font).fontSize(size).fillColor(color);
      this.#document.text(text, x, at.y, { lineBreak: false });
      x += this.#document.widthOfString(text);
    }
  }

  #linesOf(text: string, width: number, { size, weight = 400 }: Style): string[] {
    const fits = (line: string) => this.#typeface.widthOf(line, weight, size) <= width + 0.01;
    const lines: string[] = [];
    let line = "";
    for (const word of text.split(/[ \t\n]+/u)) {
      const longer = line === "" ? word : `${line} ${word}`;
      if (fits(longer)) {
        line = longer;
        continue;
      }
      if (line !== "") lines.push(line);
      line = word;
      while (!fits(line) && line.length > 1) {
        const cut = longestThatFits(line, fits);
        lines.push(line.slice(0, cut));
        line = line.slice(cut);
      }
    }
    return [...lines, line];
  }
}

function lineHeight({ size, leading = 1.3 }: Style): number {
  return size * leading;
}

// Words are broken only where one alone is wider than its place.
function longestThatFits(word: string, fits: (line: string) => boolean): number {
  let cut = 1;
  while (cut < word.length && fits(word.slice(0, cut + 1))) cut += 1;
  return cut;
}

// What we use of pdfkit 0.20 and of its fontkit, which bring no types of their own.
declare module "fontkit" {
  export function create(font: Buffer): { hasGlyphForCodePoint(codePoint: number): boolean };
}

declare module "pdfkit" {
  import type { Readable } from "node:stream";

  /** Content of a page that belongs to an element of the structure. */
  interface StructureContent {
    readonly refs: readonly unknown[];
  }

  interface StructureElement {
    add(child: StructureElement | StructureContent): this;
    end(): void;
  }

  interface StructureOptions {
    readonly title?: string;
    readonly alt?: string;
    readonly scope?: "Column" | "Row" | "Both";
    readonly bbox?: readonly [number, number, number, number];
  }

  interface DocumentOptions {
    readonly size: "A4";
    readonly margin: number;
    readonly pdfVersion: "1.7";
    readonly subset: "PDF/UA";
    readonly tagged: boolean;
    readonly displayTitle: boolean;
    readonly lang: string;
    readonly bufferPages: boolean;
    readonly font: string | null;
    readonly info: {
      readonly Title: string;
      readonly Author: string;
      readonly Producer: string;
      readonly Creator: string;
      readonly CreationDate: Date;
    };
  }

  class PDFDocument extends Readable {
    constructor(options: DocumentOptions);
    readonly page: { readonly width: number; readonly height: number };
    registerFont(name: string, source: Buffer): this;
    font(name: string): this;
    fontSize(size: number): this;
    fillColor(color: string): this;
    strokeColor(color: string): this;
    lineWidth(width: number): this;
    widthOfString(text: string): number;
    text(text: string, x: number, y: number, options: { readonly lineBreak: false }): this;
    moveTo(x: number, y: number): this;
    lineTo(x: number, y: number): this;
    path(path: string): this;
    stroke(): this;
    fill(): this;
    save(): this;
    restore(): this;
    translate(x: number, y: number): this;
    scale(factor: number): this;
    addPage(): this;
    switchToPage(index: number): this;
    bufferedPageRange(): { readonly start: number; readonly count: number };
    struct(type: string, options?: StructureOptions): StructureElement;
    addStructure(element: StructureElement): this;
    markStructureContent(tag: string): StructureContent;
    markContent(
      tag: "Artifact",
      options: { readonly type: "Pagination" | "Layout"; readonly attached?: readonly string[] },
    ): this;
    endMarkedContent(): this;
    end(): void;
  }

  export type { StructureElement, StructureOptions };
  export default PDFDocument;
}

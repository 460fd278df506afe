import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

import { create } from "fontkit";
import type PDFDocument from "pdfkit";

/** The weights that documents are set in. */
export type Weight = 400 | 600;

/** A stretch of text in one font. */
export interface Run {
  readonly font: string;
  readonly text: string;
}

const SUBSETS = ["latin", "latin-ext", "cyrillic-ext", "vietnamese"] as const;
const WEIGHTS: readonly Weight[] = [400, 600];

// What has no letter in any of them is told by this, rather than by an empty box that no reader can name.
const UNKNOWN = "?";

function fontFile(subset: (typeof SUBSETS)[number], weight: Weight): string {
  const name = `@fontsource/hanken-grotesk/files/hanken-grotesk-${subset}-${weight}-normal.woff`;
  const meta: { readonly resolve?: (name: string) => string } = import.meta;
  // The pages' bundle resolves nothing while it runs; it is started from the folder that holds the packages.
  return meta.resolve
    ? fileURLToPath(meta.resolve(name))
    : path.join(process.cwd(), "node_modules", name);
}

interface Cut {
  readonly file: Buffer;
  has(codePoint: number): boolean;
}

const cuts = new Map<string, Cut>();

// Each document opens the file anew: a font that was opened once forgets, after the first document, which characters
// its letters stand for, and nobody could copy or hear the text of the second.
function cutOf(subset: (typeof SUBSETS)[number], weight: Weight): Cut {
  const name = `${subset} ${weight}`;
  const known = cuts.get(name);
  if (known) return known;
  const file = readFileSync(fontFile(subset, weight));
  const font = create(file);
  const cut = { file, has: (codePoint: number) => font.hasGlyphForCodePoint(codePoint) };
  cuts.set(name, cut);
  return cut;
}

const found = new Map<string, string | undefined>();

// The first subset that has the letter.
function fontOf(character: string, weight: Weight): string | undefined {
  const key = `${weight} ${character}`;
  if (found.has(key)) return found.get(key);
  const codePoint = character.codePointAt(0) ?? 0;
  const subset = SUBSETS.find((one) => cutOf(one, weight).has(codePoint));
  const font = subset && `${subset} ${weight}`;
  found.set(key, font);
  return font;
}

/** The letters of a document: each character in the first subset of the typeface that has it. */
export class Typeface {
  readonly #document: PDFDocument;

  constructor(document: PDFDocument) {
    this.#document = document;
    for (const weight of WEIGHTS) {
      for (const subset of SUBSETS) {
        document.registerFont(`${subset} ${weight}`, cutOf(subset, weight).file);
      }
    }
  }

  /** The text in stretches of one font each. */
  runsOf(text: string, weight: Weight): Run[] {
    const runs: { font: string; text: string }[] = [];
    for (const character of text.replaceAll("\u202f", "\u00a0")) {
      const own = fontOf(character, weight);
      const font = own ?? `latin ${weight}`;
      const shown = own === undefined ? UNKNOWN : character;
      const last = runs.at(-1);
      if (last?.font === font) last.text += shown;
      else runs.push({ font, text: shown });
    }
    return runs;
  }

  /** How wide a text is set, in points. */
  widthOf(text: string, weight: Weight, size: number): number {
    return this.runsOf(text, weight).reduce(
      (width, run) => width + this.#document.font(run.font).fontSize(size).widthOfString(run.text),
      0,
    );
  }
}

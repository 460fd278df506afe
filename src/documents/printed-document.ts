import type { Locale } from "@/i18n/locale";

/** A labelled value. */
export interface ViewFact {
  readonly label: string;
  readonly value: string;
}

/** A party with its address, ready to be printed line by line. */
export interface ViewParty {
  readonly label: string;
  readonly lines: readonly string[];
}

/** A line of a price: what it is for, why, and how much. */
export interface ViewTrail {
  readonly label: string;
  readonly note: string;
  readonly amount: string;
}

/** A column of a table. Without a width it takes what the others leave. */
export interface PrintedColumn {
  readonly label: string;
  /** Points. */
  readonly width?: number;
  /** Figures stand to the right. */
  readonly isFigure?: boolean;
}

/** A cell: its text, what explains it, and the lines that add up to it. */
export interface PrintedCell {
  readonly text: string;
  readonly detail?: string;
  readonly trail?: readonly ViewTrail[];
}

/** A table with a heading of its own. The first cell of a row names the row. */
export interface PrintedTable {
  readonly caption: string;
  readonly columns: readonly PrintedColumn[];
  readonly rows: readonly (readonly PrintedCell[])[];
}

/**
 * Any document ready to be printed: every text and figure in its language, in the order in which it is read. What
 * is seen and what is read aloud are made from this one model.
 */
export interface PrintedDocument {
  readonly locale: Locale;
  /** The file's title: kind, number and who issued it. */
  readonly title: string;
  readonly author: string;
  /** Its day of issue, "2026-11-03". */
  readonly issuedOn: string;
  readonly heading: string;
  /** Words that the law wants at the top: "Self-billing", "Reverse charge". */
  readonly marks: readonly string[];
  readonly factsLabel: string;
  readonly facts: readonly ViewFact[];
  readonly parties: readonly ViewParty[];
  readonly tables: readonly PrintedTable[];
  readonly totalsLabel: string;
  readonly totals: readonly ViewFact[];
  /** The one figure that counts; null for none. */
  readonly sum: ViewFact | null;
  readonly notesLabel: string;
  readonly notes: readonly string[];
  pageOf(page: number, pages: number): string;
}

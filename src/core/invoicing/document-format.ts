/** What a document is rendered as: for people, and for machines in the two syntaxes of EN 16931. */
export const documentFormats = ["pdf", "ubl", "cii"] as const;

export type DocumentFormat = (typeof documentFormats)[number];

/** A format that a document is in, where EN 16931 can express it. */
export type EInvoiceFormat = Exclude<DocumentFormat, "pdf">;

/** A piece of a text of terms: a heading (written `## `), or a paragraph. */
export interface TermsBlock {
  readonly kind: "heading" | "paragraph";
  readonly text: string;
}

/** A text of terms in its pieces: headings and paragraphs, apart by empty lines. Nothing else is markup. */
export function termsBlocks(body: string): TermsBlock[] {
  return body
    .replaceAll("\r\n", "\n")
    .split(/\n{2,}|\n(?=## )|(?<=^## .*)\n/m)
    .map((block) => block.trim())
    .filter((block) => block !== "")
    .map((block) =>
      block.startsWith("## ")
        ? { kind: "heading", text: block.slice(3).trim() }
        : { kind: "paragraph", text: block },
    );
}

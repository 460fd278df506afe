import type { DocumentLine } from "@/core/invoicing/document-parts";
import { textOfItem } from "@/i18n/item-words";
import type { Locale } from "@/i18n/locale";

/** What a line of a document is of, in a few words: where a charge was, what an item says. */
export function lineName(line: DocumentLine, locale: Locale): string {
  return line.kind === "charge" ? line.place || line.operator : textOfItem(line.words, locale);
}

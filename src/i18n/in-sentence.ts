import type { Locale } from "./locale";

/** A label as it stands within a sentence: small letters, but for German, whose nouns keep their capital. */
export function inSentence(label: string, locale: Locale): string {
  return locale === "de" ? label : label.toLowerCase();
}

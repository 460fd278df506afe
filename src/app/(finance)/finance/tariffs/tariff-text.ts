import type { DisplayText } from "@/core/roaming/party";

/** The operator's own text of a tariff, in the reader's language if it has one; undefined without any. */
export function tariffText(texts: readonly DisplayText[], locale: string): string | undefined {
  const inLanguage = texts.find(({ language }) => language.toLowerCase() === locale);
  return (inLanguage ?? texts[0])?.text;
}

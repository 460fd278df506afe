import type { DisplayText } from "@/core/roaming/party";

/** The operator's own text of a tariff, in the reader's language if it has one, else in English; undefined without any. */
export function tariffText(texts: readonly DisplayText[], locale: string): string | undefined {
  const inLanguage = (of: string) => texts.find(({ language }) => language.toLowerCase() === of);
  return (inLanguage(locale) ?? inLanguage("en") ?? texts[0])?.text;
}

import { useLocale, useTranslations } from "next-intl";
import type { PriceSpeech } from "@/i18n/price-words";
import type { Say } from "@/i18n/translator";

/** What prices are said with on a page: the reader's language, and the price's own currency. */
export function usePriceSpeech(currency: string): PriceSpeech {
  const t = useTranslations("price");
  // `price-words` makes its keys itself, and speaks to documents with the same texts.
  return { say: t as unknown as Say, locale: useLocale(), currency };
}

import { isLanguage, languages, type Language } from "@/core/language";

/** The languages of the interface, mails and documents. */
export const locales = languages;
export type Locale = Language;

/** Where nothing else is known. */
const defaultLocale: Locale = "sv";

/** The cookie that keeps the choice of somebody who is not signed in. */
export const localeCookie = "kvitt-locale";

export function isLocale(value: unknown): value is Locale {
  return isLanguage(value);
}

/** The first of our languages that an `Accept-Language` header asks for, by weight. */
export function localeOf(acceptLanguage: string | null): Locale {
  const wishes = (acceptLanguage ?? "")
    .split(",")
    .map((part) => {
      const [tag = "", ...parameters] = part.trim().split(";");
      const weight = parameters.map((p) => /^\s*q=([\d.]+)/.exec(p)?.[1]).find(Boolean);
      return { language: tag.toLowerCase().split("-")[0], weight: weight ? Number(weight) : 1 };
    })
    .filter((wish) => wish.weight > 0)
    .toSorted((a, b) => b.weight - a.weight);
  const found = wishes.find((wish) => isLocale(wish.language))?.language;
  return isLocale(found) ? found : defaultLocale;
}

import type { ItemWords } from "@/core/invoicing/item-words";
import { formatDay } from "./formats";
import type { Locale } from "./locale";
import { translatorFor } from "./translator";

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const NOTHING = { plan: "", invoice: "", from: "", until: "", text: "" };

/** What the line of an item says, in a language. What a code's text asks for and was not given is left out. */
export function textOfItem(words: ItemWords, locale: Locale): string {
  const say = translatorFor(locale, "documents");
  const shown = Object.entries(words.parameters).map(
    ([name, value]) => [name, DAY.test(value) ? formatDay(value, locale) : value] as const,
  );
  const text = say(`items.${words.code}`, { ...NOTHING, ...Object.fromEntries(shown) });
  return text.replaceAll(/\s+/g, " ").trim();
}

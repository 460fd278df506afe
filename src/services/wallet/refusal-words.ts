import type { DisplayText } from "@/core/roaming/party";
import type { SpendingRefusal } from "./allow-spending";

type Words = Readonly<Record<"in-debt" | "no-credit" | "charge" | "day" | "month", string>>;

const WORDS: Readonly<Record<string, Words>> = {
  en: {
    "in-debt": "Your wallet is below zero. Top up to charge again.",
    "no-credit": "There is too little in your wallet for a charge. Top up to charge.",
    charge: "A charge here is expected to cost more than your limit for a charge.",
    day: "Your spending limit for today is reached.",
    month: "Your spending limit for this month is reached.",
  },
  sv: {
    "in-debt": "Din plånbok är under noll. Fyll på för att ladda igen.",
    "no-credit": "Det finns för lite i din plånbok för en laddning. Fyll på för att ladda.",
    charge: "En laddning här väntas kosta mer än din gräns per laddning.",
    day: "Din gräns för i dag är nådd.",
    month: "Din gräns för den här månaden är nådd.",
  },
  de: {
    "in-debt": "Ihr Guthaben ist im Minus. Laden Sie es auf, um wieder zu laden.",
    "no-credit": "Ihr Guthaben reicht für einen Ladevorgang nicht aus. Bitte laden Sie es auf.",
    charge: "Ein Ladevorgang hier kostet voraussichtlich mehr als Ihre Grenze je Ladevorgang.",
    day: "Ihre Ausgabengrenze für heute ist erreicht.",
    month: "Ihre Ausgabengrenze für diesen Monat ist erreicht.",
  },
};

/**
 * What a station may show to a driver whose charge does not start for want of money, in his token's language (English
 * where we have no words in it). No amounts: others stand beside him. OCPI mod_tokens, AuthorizationInfo.info.
 */
export function refusalWords(refusal: SpendingRefusal, language: string | null): DisplayText {
  const known = language !== null && language in WORDS ? language : "en";
  const code = refusal.cause === "limit" ? refusal.reached.limit.span : refusal.cause;
  return { language: known, text: WORDS[known]?.[code] ?? "" };
}

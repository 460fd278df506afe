import { describe, expect, it } from "vitest";
import { everyMessage } from "@/testing/every-message";
import { messageValues } from "@/testing/message-values";
import { locales } from "./locale";

const en = everyMessage("en");

describe.each(locales)("the texts of the interface in %s", (locale) => {
  const texts = everyMessage(locale);
  it("are those of the other languages, and none is empty", () => {
    expect([...en.keys()].filter((key) => !texts.has(key))).toEqual([]);
    expect([...texts.keys()].filter((key) => !en.has(key))).toEqual([]);
    expect([...texts].filter(([, text]) => text.trim() === "")).toEqual([]);
  });
  it("ask for the same values as in English", () => {
    const asks = (text: string) => [...messageValues(text)].toSorted().join(", ");
    const others = [...texts]
      .filter(([key, text]) => asks(text) !== asks(en.get(key) ?? ""))
      .map(([key, text]) => `${key}: ${text}`);
    expect(others).toEqual([]);
  });
});

/** What is written alike: names, units and codes in all languages, and words that a language shares with English. */
const ALIKE = [
  "AC BIC CCS CDR CDRs CHAdeMO CO₂ CSV DATEV DC EVSE GB T IBAN IPCC NACS OCPI RFID SEPA SIE Schuko TOKEN_A Tesla VIES XML",
  "ENTSO-E SE NSL CDR-1 X-Request-ID X-Correlation-ID authorization_id base64 uid App IP UTC URL Kvitt PDF Svenska English Deutsch",
  "kWh Wh kW W A h min km m s g kg kB",
].flatMap((line) => line.split(" "));
const SHARED: Readonly<Record<"sv" | "de", readonly string[]>> = {
  sv: words(
    "bank browser chip e-roaming element el format goodwill in museum partner per period plan plus reference reservation session",
    "signal simulator start station status tariff text tokens version wifi",
  ),
  de: words(
    "bank browser chip code element format in name optional partner reference session signal station status text version zone",
  ),
};

function words(...lines: readonly string[]): string[] {
  return lines.flatMap((line) => line.split(" "));
}

describe.each(["sv", "de"] as const)("the texts in %s", (locale) => {
  it("are translated: what reads as in English are names, units and words that are written alike", () => {
    const isAlike = (word: string) =>
      ALIKE.includes(word) || SHARED[locale].includes(word.toLowerCase());
    const copies = [...everyMessage(locale)]
      .filter(([key, text]) => text === en.get(key))
      .filter(([, text]) => wordsOf(text).some((word) => !isAlike(word)))
      .map(([key, text]) => `${key}: ${text}`);
    expect(copies).toEqual([]);
  });
});

/** A text's words, without its values, the syntax of its branches and its figures. */
function wordsOf(text: string): string[] {
  const plain = text
    .replaceAll(/\{\w+\}/g, " ")
    .replaceAll(/\{\w+, (?:plural|select),|(?:=\d+|\w+) (?=\{)/g, " ");
  return plain.split(/[^\p{L}\p{N}_₂-]+/u).filter((word) => /\p{L}/u.test(word));
}

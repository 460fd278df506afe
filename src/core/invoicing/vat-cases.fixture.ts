import type { SupplyKind } from "./supply-kind";
import type { VatDecision } from "./vat";
import type { VatBuyer, VatSeller } from "./vat-parties";
import type { VatRule } from "./vat-rules";

/** A sale, and the VAT that it has. */
export interface VatCase {
  readonly promise: string;
  readonly servicedAt: Temporal.Instant;
  readonly supplyKind: SupplyKind;
  readonly supplyCountry: string;
  readonly seller: VatSeller;
  readonly buyer: VatBuyer;
  /** Country, category, per cent, how it is declared. */
  readonly expected: readonly [string, VatDecision["category"], number, VatDecision["declared"]];
}

/** Noon of a day. */
export const noon = (day: string) => Temporal.Instant.from(`${day}T12:00:00Z`);

// What is promised | day, supply and place | who sells | who buys (kind, country, number, evidence) | VAT
const TABLE = `
a consumer at home | 2026-10-04 ENERGY SE | Swedish | consumer SE | SE S 25 domestic
a consumer abroad | 2026-10-04 ENERGY NL | Swedish | consumer SE | NL S 21 unregistered
a foreign consumer here | 2026-10-04 ENERGY SE | Swedish | consumer NL | SE S 25 domestic
a consumer in Germany | 2026-10-04 ENERGY DE | Swedish | consumer SE | DE S 19 unregistered
a consumer in Norway | 2026-10-04 ENERGY NO | Swedish | consumer SE | NO S 25 unregistered
a registered seller abroad | 2026-10-04 ENERGY NL | Swedish+NL | consumer SE | NL S 21 local
a seller with an establishment abroad | 2026-10-04 ENERGY NL | Swedish+NL-local | consumer SE | NL S 21 local
a registration elsewhere does not help | 2026-10-04 ENERGY DE | Swedish+NL | consumer SE | DE S 19 unregistered
electricity is not for the one-stop shop in 2026 | 2026-12-31 ENERGY NL | Swedish+NL-oss | consumer SE | NL S 21 unregistered
electricity is for the one-stop shop from 2027 | 2027-01-01 ENERGY NL | Swedish+NL-oss | consumer SE | NL S 21 oss
before the registration | 2023-06-01 ENERGY NL | Swedish+NL | consumer SE | NL S 21 unregistered
a rate of zero | 2026-10-04 ENERGY IE | Swedish | consumer SE | IE Z 0 unregistered
a rate before a change | 2020-06-30 ENERGY DE | Swedish | consumer DE | DE S 19 unregistered
a rate lowered for a while | 2020-08-01 ENERGY DE | Swedish | consumer DE | DE S 16 unregistered
a rate after it | 2021-01-01 ENERGY DE | Swedish | consumer DE | DE S 19 unregistered
a German seller at home | 2026-10-04 ENERGY DE | German | consumer SE | DE S 19 domestic
a German seller in Sweden | 2026-10-04 ENERGY SE | German | consumer DE | SE S 25 unregistered
a Norwegian seller in Sweden | 2026-10-04 ENERGY SE | Norwegian | consumer NO | SE S 25 unregistered
a business at home | 2026-10-04 ENERGY SE | Swedish | business SE SE yes | SE S 25 domestic
a business abroad with a number of home | 2026-10-04 ENERGY NL | Swedish | business SE SE yes | NL S 21 unregistered
a business with that state's number | 2026-10-04 ENERGY NL | Swedish | business NL NL yes | NL AE 0 none
a business of home with that state's number | 2026-10-04 ENERGY NL | Swedish | business SE NL yes | NL AE 0 none
reverse charge also where the seller is registered only | 2026-10-04 ENERGY NL | Swedish+NL | business NL NL yes | NL AE 0 none
a number that nobody checked | 2026-10-04 ENERGY NL | Swedish | business NL NL unchecked | NL S 21 unregistered
a number found invalid | 2026-10-04 ENERGY NL | Swedish | business NL NL no | NL S 21 unregistered
a number whose look-up gave no answer | 2026-10-04 ENERGY NL | Swedish | business NL NL unknown | NL S 21 unregistered
a number wrong by its form | 2026-10-04 ENERGY NL | Swedish | business NL NL12 yes | NL S 21 unregistered
a business without a number | 2026-10-04 ENERGY NL | Swedish | business NL none unchecked | NL S 21 unregistered
a foreign business here | 2026-10-04 ENERGY SE | Swedish | business NL NL yes | SE S 25 domestic
a Norwegian business in Norway | 2026-10-04 ENERGY NO | Swedish | business NO NO yes | NO S 25 unregistered
a German seller to a Dutch business at home | 2026-10-04 ENERGY NL | German | business NL NL yes | NL AE 0 none
a dealer at home | 2026-10-04 ENERGY SE | Swedish | dealer SE SE yes | SE S 25 domestic
a dealer of another state | 2026-10-04 ENERGY SE | Swedish | dealer NL NL yes | NL AE 0 none
an operator abroad to a Swedish dealer | 2026-10-04 ENERGY NL | Dutch | dealer SE SE yes | SE AE 0 none
an operator at home to a Swedish dealer | 2026-10-04 ENERGY SE | Swedish | dealer SE SE yes | SE S 25 domestic
a German operator to a Dutch dealer | 2026-10-04 ENERGY DE | German | dealer NL NL yes | NL AE 0 none
a dealer without evidence | 2026-10-04 ENERGY SE | Swedish | dealer NL NL no | NL S 21 unregistered
a dealer in Norway | 2026-10-04 ENERGY SE | Swedish | dealer NO NO yes | NO S 25 unregistered
access for a consumer at home | 2026-10-04 ACCESS_FEE SE | Swedish | consumer SE | SE S 25 domestic
access for a consumer abroad: the seller's place | 2026-10-04 ACCESS_FEE SE | Swedish | consumer NL | SE S 25 domestic
access for a consumer in Norway | 2026-10-04 ACCESS_FEE SE | Swedish | consumer NO | SE S 25 domestic
access for a business at home | 2026-10-04 ACCESS_FEE SE | Swedish | business SE SE yes | SE S 25 domestic
access for a business of another state | 2026-10-04 ACCESS_FEE SE | Swedish | business NL NL yes | NL AE 0 none
access for a German business | 2026-10-04 ACCESS_FEE SE | Swedish | business DE DE yes | DE AE 0 none
access for a business nobody checked | 2026-10-04 ACCESS_FEE SE | Swedish | business NL NL unchecked | SE S 25 domestic
access for a Norwegian business | 2026-10-04 ACCESS_FEE SE | Swedish | business NO NO yes | NO O 0 none
access for a Norwegian business nobody checked | 2026-10-04 ACCESS_FEE SE | Swedish | business NO NO unchecked | SE S 25 domestic
access from a German seller | 2026-10-04 ACCESS_FEE DE | German | consumer SE | DE S 19 domestic
access from a German seller in autumn 2020 | 2020-09-01 ACCESS_FEE DE | German | consumer DE | DE S 16 domestic
access as electronic: where the consumer lives | 2026-10-04 ACCESS_FEE SE | Swedish-electronic | consumer NL | NL S 21 unregistered
access as electronic, at home | 2026-10-04 ACCESS_FEE SE | Swedish-electronic | consumer SE | SE S 25 domestic
access as electronic, outside the Union | 2026-10-04 ACCESS_FEE SE | Swedish-electronic | consumer NO | NO O 0 none
access as electronic, to a business | 2026-10-04 ACCESS_FEE SE | Swedish-electronic | business NL NL yes | NL AE 0 none
a choice of 2026 is not of 2025 | 2025-12-30 ACCESS_FEE SE | Swedish-electronic | consumer NL | SE S 25 domestic
access with the electricity, by choice | 2026-10-04 ACCESS_FEE NL | Swedish-goods | consumer SE | NL S 21 unregistered
services are for the one-stop shop before 2027 | 2026-10-04 ACCESS_FEE SE | Swedish-electronic+NL-oss | consumer NL | NL S 21 oss
roaming for a consumer abroad | 2026-10-04 E_ROAMING_FEE NL | Swedish | consumer SE | SE S 25 domestic
roaming for a foreign business | 2026-10-04 E_ROAMING_FEE NL | Swedish | business NL NL yes | NL AE 0 none
roaming for a Finnish seller after the raise | 2024-09-01 E_ROAMING_FEE FI | Finnish | consumer FI | FI S 25.5 domestic
roaming for a Finnish seller before it | 2024-08-31 E_ROAMING_FEE FI | Finnish | consumer FI | FI S 24 domestic
an occupied plug abroad | 2026-10-04 IDLE_FEE NL | Swedish | consumer SE | NL S 21 unregistered
an occupied plug as parking | 2026-10-04 IDLE_FEE NL | Swedish-parking | consumer SE | NL S 21 unregistered
an occupied plug as parking, to that state's business | 2026-10-04 IDLE_FEE NL | Swedish-parking | business NL NL yes | NL AE 0 none
an occupied plug as parking, to a business of home | 2026-10-04 IDLE_FEE NL | Swedish-parking | business SE SE yes | NL S 21 unregistered
a reminder's fee | 2026-10-04 OTHER SE | Swedish | consumer SE | SE O 0 none
a reminder's fee to a business abroad | 2026-10-04 OTHER SE | Swedish | business NL NL yes | SE O 0 none
interest of a German seller | 2026-10-04 OTHER DE | German | consumer DE | DE O 0 none
`;

const rule = (supplyKind: SupplyKind, treatment: VatRule["treatment"]): VatRule => ({
  supplyKind,
  treatment,
  sellerCountry: "SE",
  validFrom: "2026-01-01",
  source: "choice",
});
const inNetherlands = (scheme: "domestic" | "local" | "oss") => ({
  country: "NL",
  vatNumber: "NL9",
  scheme,
  validFrom: noon("2024-01-01"),
  validTo: null,
});

/** Who sells, by the words of the table. */
export const sellers: Readonly<Record<string, VatSeller>> = {
  Swedish: { country: "SE", registrations: [], rules: [] },
  German: { country: "DE", registrations: [], rules: [] },
  Dutch: { country: "NL", registrations: [], rules: [] },
  Finnish: { country: "FI", registrations: [], rules: [] },
  Norwegian: { country: "NO", registrations: [], rules: [] },
  "Swedish+NL": { country: "SE", registrations: [inNetherlands("domestic")], rules: [] },
  "Swedish+NL-local": { country: "SE", registrations: [inNetherlands("local")], rules: [] },
  "Swedish+NL-oss": { country: "SE", registrations: [inNetherlands("oss")], rules: [] },
  "Swedish-goods": { country: "SE", registrations: [], rules: [rule("ACCESS_FEE", "goods")] },
  "Swedish-parking": { country: "SE", registrations: [], rules: [rule("IDLE_FEE", "immovable")] },
  "Swedish-electronic": {
    country: "SE",
    registrations: [],
    rules: [rule("ACCESS_FEE", "electronic_service")],
  },
  "Swedish-electronic+NL-oss": {
    country: "SE",
    registrations: [inNetherlands("oss")],
    rules: [rule("ACCESS_FEE", "electronic_service")],
  },
};

const NUMBERS: Readonly<Record<string, string | null>> = {
  SE: "SE556000461501",
  NL: "NL001234567B01",
  DE: "DE123456789",
  NO: "NO999999999MVA",
  none: null,
};

/** A buyer by the words of the table: "business NL NL yes". */
export function buyerOf(words: string): VatBuyer {
  const [kind = "", country = "", number = "none", evidence = "unchecked"] = words.split(" ");
  return {
    kind: kind as VatBuyer["kind"],
    country,
    vatNumber: number in NUMBERS ? (NUMBERS[number] ?? null) : number,
    evidence:
      evidence === "unchecked"
        ? null
        : {
            isValid: evidence as "yes" | "no" | "unknown",
            source: "vies",
            consultation: "WAPI1",
            checkedAt: noon("2026-01-02"),
          },
  };
}

/** The cases of the table. */
export const vatCases: readonly VatCase[] = TABLE.trim().split("\n").map(caseOf);

function caseOf(line: string): VatCase {
  const [promise = "", what = "", from = "", to = "", vat = ""] = line.split(" | ");
  const [day = "", supplyKind = "", supplyCountry = ""] = what.split(" ");
  const [country = "", category = "", percent = "", declared = ""] = vat.split(" ");
  const seller = sellers[from];
  if (!seller) throw new Error(`no seller "${from}" in: ${line}`);
  return {
    promise,
    servicedAt: noon(day),
    supplyKind: supplyKind as SupplyKind,
    supplyCountry,
    seller,
    buyer: buyerOf(to),
    expected: [
      country,
      category as VatDecision["category"],
      Number(percent),
      declared as VatDecision["declared"],
    ],
  };
}

import type { Rate } from "@/core/money/quantity";
import { no, ok, type Outcome } from "@/core/outcome";
import { placeOfSupply, type Place } from "./place-of-supply";
import { standardRateOn } from "./standard-rates";
import type { SupplyKind } from "./supply-kind";
import { taxDay } from "./tax-area";
import type { VatCategory } from "./vat-category";
import type { VatBuyer, VatSeller } from "./vat-parties";
import { registrationIn } from "./vat-registration";
import { vatRuleOf } from "./vat-rules";

/** A VAT rate in force from a day on. */
export interface VatRateRow {
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly supplyKind: SupplyKind;
  readonly validFrom: Temporal.Instant;
  readonly rate: Rate;
  readonly source: string;
}

/** Which VAT applies and how that was found, sentence by sentence, for the record. */
export interface VatDecision {
  /** Whose VAT it is, or would be. */
  readonly country: string;
  readonly category: VatCategory;
  /** 0 where the category has none. */
  readonly rate: Rate;
  /** How the seller declares it; "unregistered" is work for finance: it owes VAT where it has no number. */
  readonly declared: "domestic" | "local" | "oss" | "unregistered" | "none";
  readonly trace: readonly string[];
}

/** What the decision looks at. */
export interface VatQuestion {
  readonly supplyKind: SupplyKind;
  /** Where the EVSE stands, ISO 3166-1 alpha-2; for fees that have no place, the seller's country. */
  readonly supplyCountry: string;
  readonly servicedAt: Temporal.Instant;
  readonly seller: VatSeller;
  readonly buyer: VatBuyer;
  readonly rates: readonly VatRateRow[];
}

/**
 * Decides the VAT of a sale: how the supply is treated by rules of the day, where it is taxed, who owes the tax there,
 * and at which rate. No buyer's word alone takes VAT off: a business without evidence on file is taxed as a consumer.
 */
export function decideVat(question: VatQuestion): Outcome<VatDecision, "no-vat-rate"> {
  const { supplyKind, seller, servicedAt } = question;
  const on = taxDay(servicedAt, seller.country);
  const rule = vatRuleOf(seller.rules, { supplyKind, sellerCountry: seller.country, on });
  if (!rule) return no("no-vat-rate");
  const { treatment } = rule;
  const begin = `supply ${supplyKind}: ${treatment} since ${rule.validFrom} (${rule.source})`;
  if (treatment === "outside_scope") {
    const { country } = seller;
    return ok({ country, category: "O", rate: 0, declared: "none", trace: [begin] });
  }
  const place = placeOfSupply({ ...question, treatment });
  const trace = [begin, ...place.trace];
  if (place.category !== "S") {
    const { country, category } = place;
    return ok({ country, category, rate: 0, declared: "none", trace });
  }
  return atRate(question, place, { trace, isGoods: treatment === "goods" });
}

function atRate(
  question: VatQuestion,
  { country }: Place,
  so: { readonly trace: readonly string[]; readonly isGoods: boolean },
): Outcome<VatDecision, "no-vat-rate"> {
  const found = rateIn(question, country);
  if (!found) return no("no-vat-rate");
  const { declared, words } = declaredIn(question, country, so.isGoods);
  const trace = [...so.trace, found.words, words];
  const category = found.rate === 0 ? "Z" : "S";
  return ok({ country, category, rate: found.rate, declared, trace });
}

// The tenant's own row first. What it does not list is at the country's standard rate, but for electricity, whose
// rates the operator must have looked at.
function rateIn({ rates, supplyKind, servicedAt }: VatQuestion, country: string) {
  const row = rates
    .filter((one) => one.country === country && one.supplyKind === supplyKind)
    .filter(({ validFrom }) => Temporal.Instant.compare(validFrom, servicedAt) <= 0)
    .toSorted((a, b) => Temporal.Instant.compare(b.validFrom, a.validFrom))[0];
  const words = (rate: Rate, since: string, source: string) =>
    `rate ${rate / 10_000} % since ${since} (${source})`;
  if (row) {
    return { rate: row.rate, words: words(row.rate, row.validFrom.toString(), row.source) };
  }
  if (supplyKind === "ENERGY" || supplyKind === "IDLE_FEE") return undefined;
  const standard = standardRateOn(country, taxDay(servicedAt, country));
  return (
    standard && {
      rate: standard.rate,
      words: words(standard.rate, standard.since, `standard rate of ${country}`),
    }
  );
}

function declaredIn(
  { seller, servicedAt }: VatQuestion,
  country: string,
  isGoods: boolean,
): { readonly declared: VatDecision["declared"]; readonly words: string } {
  if (country === seller.country) {
    return {
      declared: "domestic",
      words: `declared in ${country}: the seller is established there`,
    };
  }
  const day = taxDay(servicedAt, country);
  const registered = registrationIn(seller.registrations, {
    country,
    at: servicedAt,
    day,
    isGoods,
  });
  if (!registered) {
    return {
      declared: "unregistered",
      words: `owed in ${country}: the seller has no registration there`,
    };
  }
  const declared = registered.scheme === "oss" ? "oss" : "local";
  return {
    declared,
    words: `declared in ${country} as ${registered.vatNumber} (${registered.scheme})`,
  };
}

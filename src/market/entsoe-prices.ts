import { isCurrency } from "@/core/money/currency";
import { zoneOfEic } from "@/core/smart-charging/market/bidding-zones";
import type { MarketPoint } from "@/core/smart-charging/market/market-point";
import { readPeriods } from "./entsoe-period";
import type { ProblemList } from "./problem-list";
import { nodesAt, textAt, type XmlNode } from "./xml-nodes";

/** EUR/MWh with three places is 10⁻⁶ EUR/kWh: 12.34 is 12 340. */
const PRICE = { element: "price.amount", digits: 3 } as const;
const DAILY = "A01";
const SEQUENCE = "classificationSequence_AttributeInstanceComponent.position";

interface Offer extends MarketPoint {
  readonly sequence: number;
  readonly minutes: number;
}

/**
 * Day-ahead prices (document type A44). A zone may have several auctions for the same day, told apart by their
 * sequence only, in any order: the lowest sequence is the coupled day-ahead auction and counts; others are noted.
 * Of two series with one sequence the finer resolution counts, then the first.
 */
export function readPrices(document: XmlNode, problems: ProblemList): readonly MarketPoint[] {
  const chosen = new Map<string, Offer>();
  const sequences = new Map<string, Set<number>>();
  for (const series of nodesAt(document, "TimeSeries")) {
    for (const offer of readOffers(series, problems)) {
      const key = `${offer.zone} ${offer.startsMs}`;
      const known = chosen.get(key);
      if (known === undefined || isBefore(offer, known)) chosen.set(key, offer);
      const seen = sequences.get(offer.zone) ?? new Set<number>();
      sequences.set(offer.zone, seen.add(offer.sequence));
    }
  }
  for (const [zone, seen] of sequences) {
    const first = Math.min(...seen);
    for (const sequence of seen) {
      if (sequence !== first) problems.add("other_auction", `${zone} ${sequence}`);
    }
  }
  return [...chosen.values()].map(({ sequence: _sequence, minutes: _minutes, ...point }) => point);
}

function isBefore(a: Offer, b: Offer): boolean {
  return a.sequence === b.sequence ? a.minutes < b.minutes : a.sequence < b.sequence;
}

function readOffers(series: XmlNode, problems: ProblemList): readonly Offer[] {
  const agreement = textAt(series, "contract_MarketAgreement.type") ?? DAILY;
  if (agreement !== DAILY) {
    problems.add("not_day_ahead", agreement);
    return [];
  }
  const zone = readZone(series, problems);
  const currency = textAt(series, "currency_Unit.name") ?? "";
  const unit = textAt(series, "price_Measure_Unit.name") ?? "";
  if (!isCurrency(currency)) problems.add("currency", currency);
  if (unit.toUpperCase() !== "MWH") problems.add("unit", unit);
  if (zone === null || !isCurrency(currency) || unit.toUpperCase() !== "MWH") return [];
  const written = textAt(series, SEQUENCE) ?? "1";
  const sequence = /^\d{1,4}$/.test(written) ? Number(written) : Number.MAX_SAFE_INTEGER;
  return readPeriods(series, PRICE, problems).flatMap(({ minutes, quarters }) =>
    [...quarters].map(([startsMs, valueMicro]) => ({
      zone,
      quantity: "price" as const,
      startsMs,
      valueMicro,
      currency,
      sequence,
      minutes,
    })),
  );
}

function readZone(series: XmlNode, problems: ProblemList): string | null {
  const inside = textAt(series, "in_Domain.mRID");
  const outside = textAt(series, "out_Domain.mRID");
  // A price between two zones is that of a border's capacity.
  if (inside !== null && outside !== null && inside !== outside) {
    problems.add("two_zones", `${inside} ${outside}`);
    return null;
  }
  const eic = inside ?? outside ?? "";
  const zone = zoneOfEic(eic);
  if (zone === undefined) problems.add("unknown_zone", eic);
  return zone?.name ?? null;
}

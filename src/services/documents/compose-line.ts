import type {
  ChargeLine,
  DocumentVatAmount,
  ItemLine,
  LineLabel,
} from "@/core/invoicing/document-parts";
import type { ItemWords } from "@/core/invoicing/item-words";
import type { TaxedAmount } from "@/core/invoicing/totals";
import { sumOf } from "@/core/money/vat-amount";
import { billingMonthOf } from "@/core/plans/billing-period";
import type { Json } from "@/core/roaming/json";

/** Where a line stands: its number, whose wall clock names months, and when the document's period begins. */
export interface LinePlace {
  readonly seq: number;
  readonly timeZone: string;
  /** What was serviced before is late; null where nothing is. */
  readonly periodStart: Temporal.Instant | null;
}

/** A charge to be put on a document. */
export interface ChargeToCompose {
  readonly id: string;
  readonly operator: string;
  readonly place: string;
  readonly city: string;
  readonly startedAt: Temporal.Instant;
  readonly endedAt: Temporal.Instant;
  readonly energyMicroKwh: bigint;
  readonly supplyCountry: string;
  readonly servicedAt: Temporal.Instant;
  readonly explanation: unknown;
  /** Null or absent: the account does not divide its charges. */
  readonly label?: LineLabel | null;
}

/** An item to be put on a document. */
export interface ItemToCompose {
  readonly id: string;
  readonly words: ItemWords;
  readonly supplyCountry: string;
  readonly periodStart: Temporal.Instant | null;
  readonly periodEnd: Temporal.Instant | null;
  readonly servicedAt: Temporal.Instant;
}

/** The line of a charge. */
export function composeChargeLine(
  charge: ChargeToCompose,
  amounts: readonly TaxedAmount[],
  place: LinePlace,
): ChargeLine {
  return {
    kind: "charge",
    chargeId: charge.id,
    operator: charge.operator,
    place: charge.place,
    city: charge.city,
    supplyCountry: charge.supplyCountry,
    startedAt: charge.startedAt.toString(),
    endedAt: charge.endedAt.toString(),
    energyMicroKwh: charge.energyMicroKwh.toString(),
    explanation: charge.explanation as Json,
    ...(charge.label && { label: charge.label }),
    ...amountFields(charge.servicedAt, amounts, place),
  };
}

/** The line of an item. */
export function composeItemLine(
  item: ItemToCompose,
  amounts: readonly TaxedAmount[],
  place: LinePlace,
): ItemLine {
  return {
    kind: "item",
    itemId: item.id,
    words: item.words,
    supplyCountry: item.supplyCountry,
    periodStart: item.periodStart?.toString() ?? null,
    periodEnd: item.periodEnd?.toString() ?? null,
    servicedAt: item.servicedAt.toString(),
    ...amountFields(item.servicedAt, amounts, place),
  };
}

/** An amount of a country, category and rate as documents hold it. */
export function documentVatAmount(amount: TaxedAmount): DocumentVatAmount {
  return {
    country: amount.country,
    category: amount.category,
    vatRate: amount.vatRate,
    netMinor: amount.netMinor.toString(),
    vatMinor: amount.vatMinor.toString(),
    grossMinor: amount.grossMinor.toString(),
  };
}

function amountFields(
  servicedAt: Temporal.Instant,
  amounts: readonly TaxedAmount[],
  { seq, timeZone, periodStart }: LinePlace,
) {
  const sum = sumOf(amounts);
  const isLate = periodStart !== null && Temporal.Instant.compare(servicedAt, periodStart) < 0;
  return {
    seq,
    lateFrom: isLate ? billingMonthOf(servicedAt, timeZone) : null,
    netMinor: sum.netMinor.toString(),
    vatMinor: sum.vatMinor.toString(),
    grossMinor: sum.grossMinor.toString(),
    perRate: amounts.map(documentVatAmount),
  };
}

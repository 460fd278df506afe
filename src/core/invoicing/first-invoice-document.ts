import type { Language } from "@/core/language";
import type { Json } from "@/core/roaming/json";
import type {
  DocumentBuyer,
  DocumentParty,
  DocumentVatAmount,
  PaymentTerms,
} from "./document-parts";
import type { InvoiceDocument } from "./invoice-document";

type FirstVatAmount = Omit<DocumentVatAmount, "country" | "category">;

interface FirstLine {
  readonly seq: number;
  readonly chargeId: string;
  readonly operator: string;
  readonly place: string;
  readonly city: string;
  readonly supplyCountry: string;
  readonly startedAt: string;
  readonly endedAt: string;
  readonly lateFrom: string | null;
  readonly energyMicroKwh: string;
  readonly netMinor: string;
  readonly vatMinor: string;
  readonly grossMinor: string;
  readonly perRate: readonly FirstVatAmount[];
  readonly explanation: Json;
}

/** An invoice as it was issued under the first schema: charges only, each row of VAT of one rate, wherever. */
export interface FirstInvoiceDocument {
  readonly schema: "kvitt.invoice/1";
  readonly number: string;
  readonly invoiceId: string;
  readonly issuedOn: string;
  readonly dueOn: string;
  readonly locale: Language;
  readonly timeZone: string;
  readonly periodStart: string;
  readonly periodEnd: string;
  readonly currency: string;
  readonly seller: DocumentParty;
  readonly buyer: DocumentBuyer;
  readonly planName: string;
  readonly priceBasis: "gross" | "net";
  readonly roundingPolicy: "vat-per-rate-on-total";
  readonly lines: readonly FirstLine[];
  readonly perRate: readonly FirstVatAmount[];
  readonly netMinor: string;
  readonly vatMinor: string;
  readonly totalMinor: string;
  readonly paymentTerms: PaymentTerms;
  readonly vatTrace: readonly string[];
}

/**
 * An invoice of the first schema in today's shape. Nothing is added that it does not say: its lines have their
 * country, and add up to its rows rate by rate, so a row of several countries is told apart by its lines.
 */
export function fromFirstSchema(first: FirstInvoiceDocument): InvoiceDocument {
  const lines = first.lines.map((line) => ({
    ...line,
    kind: "charge" as const,
    perRate: line.perRate.map((row) => inCountry(row, line.supplyCountry)),
  }));
  const days = lines.map(({ endedAt }) => dayOf(endedAt, first.timeZone)).toSorted();
  return {
    ...first,
    occasion: null,
    form: "full",
    lines,
    perRate: first.perRate.flatMap((row) => rowsByCountry(row, lines)),
    roundingMinor: "0",
    suppliedFrom: days[0] ?? null,
    suppliedUntil: days.at(-1) ?? null,
    references: [],
    exemptions: [],
    accountingVat: null,
  };
}

function inCountry(row: FirstVatAmount, country: string): DocumentVatAmount {
  return { ...row, country, category: row.vatRate === 0 ? "Z" : "S" };
}

function rowsByCountry(
  row: FirstVatAmount,
  lines: readonly { readonly perRate: readonly DocumentVatAmount[] }[],
): DocumentVatAmount[] {
  const rows = lines.flatMap(({ perRate }) => perRate).filter((of) => of.vatRate === row.vatRate);
  const groups = Map.groupBy(rows, ({ country }) => country);
  const [only] = groups.keys();
  if (groups.size <= 1) return [inCountry(row, only ?? "")];
  return [...groups]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([country, group]) => ({
      ...inCountry(row, country),
      netMinor: sumOf(group.map(({ netMinor }) => netMinor)),
      vatMinor: sumOf(group.map(({ vatMinor }) => vatMinor)),
      grossMinor: sumOf(group.map(({ grossMinor }) => grossMinor)),
    }));
}

function sumOf(amounts: readonly string[]): string {
  return amounts.reduce((sum, amount) => sum + BigInt(amount), 0n).toString();
}

function dayOf(instant: string, timeZone: string): string {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone).toPlainDate().toString();
}

import type { InferSelectModel } from "drizzle-orm";

import type {
  DocumentLine,
  DocumentParty,
  InvoiceDocument,
} from "@/core/invoicing/invoice-document";
import { sumOf } from "@/core/money/vat-amount";
import { billingMonthOf } from "@/core/plans/billing-period";
import type { Json } from "@/core/roaming/json";
import type { Period } from "@/core/time/period";
import type { drivers } from "@/db/schema/drivers";
import type { legalEntities, PostalAddress } from "@/db/schema/tenants";
import type { InvoiceDraft } from "./draft-invoices";
import { storeVatAmount } from "./stored-vat-amount";

/** What a document is composed from. */
export interface DocumentParts {
  readonly invoiceId: string;
  readonly number: string;
  readonly issuedOn: Temporal.PlainDate;
  readonly dueOn: Temporal.PlainDate;
  readonly period: Period;
  readonly draft: InvoiceDraft;
  readonly driver: InferSelectModel<typeof drivers>;
  readonly seller: InferSelectModel<typeof legalEntities>;
}

/** The canonical document of an invoice: everything a reader needs, as it stands at issue. */
export function composeDocument(parts: DocumentParts): InvoiceDocument {
  const { draft, driver, seller, period } = parts;
  const { totals } = draft;
  return {
    schema: "kvitt.invoice/1",
    number: parts.number,
    invoiceId: parts.invoiceId,
    issuedOn: parts.issuedOn.toString(),
    dueOn: parts.dueOn.toString(),
    locale: driver.locale,
    timeZone: driver.timeZone,
    periodStart: period.start.toString(),
    periodEnd: period.end.toString(),
    currency: draft.currency,
    seller: sellerParty(seller),
    buyer: { ...buyerParty(driver), customerNumber: driver.number },
    planName: [...new Set(draft.lines.map(({ charge }) => charge.planName))].join(", "),
    priceBasis: draft.basis,
    roundingPolicy: "vat-per-rate-on-total",
    lines: draft.lines.map((line, index) => lineOf(line, index + 1, parts)),
    perRate: totals.perRate.map(storeVatAmount),
    netMinor: totals.netMinor.toString(),
    vatMinor: totals.vatMinor.toString(),
    totalMinor: totals.grossMinor.toString(),
    paymentTerms: { days: seller.paymentTermDays, bankAccount: seller.bankAccount },
    vatTrace: [...new Set(draft.lines.flatMap(({ charge }) => charge.vatTrace))],
  };
}

function lineOf(
  line: InvoiceDraft["lines"][number],
  seq: number,
  parts: DocumentParts,
): DocumentLine {
  const { charge, amounts } = line;
  const { cdr } = charge;
  const isLate = Temporal.Instant.compare(charge.servicedAt, parts.period.start) < 0;
  const sum = sumOf(amounts);
  return {
    seq,
    chargeId: charge.id,
    operator: charge.operator,
    place: cdr.cdrLocation.name ?? cdr.cdrLocation.address,
    city: cdr.cdrLocation.city,
    supplyCountry: charge.supplyCountry,
    startedAt: cdr.startDateTime.toString(),
    endedAt: cdr.endDateTime.toString(),
    lateFrom: isLate ? billingMonthOf(charge.servicedAt, parts.driver.timeZone) : null,
    energyMicroKwh: cdr.totalEnergy.toString(),
    netMinor: sum.netMinor.toString(),
    vatMinor: sum.vatMinor.toString(),
    grossMinor: sum.grossMinor.toString(),
    perRate: amounts.map(storeVatAmount),
    explanation: charge.explanation as Json,
  };
}

function sellerParty(seller: DocumentParts["seller"]): DocumentParty {
  return {
    name: seller.name,
    address: addressLines(seller.address),
    town: { postalCode: seller.address.postalCode, city: seller.address.city },
    country: seller.address.country,
    vatNumber: seller.vatNumber,
    organisationNumber: seller.organisationNumber,
    email: seller.email,
  };
}

function buyerParty(driver: DocumentParts["driver"]): DocumentParty {
  return {
    name: driver.name,
    address: addressLines(driver.address),
    town: { postalCode: driver.address.postalCode, city: driver.address.city },
    country: driver.address.country,
    vatNumber: driver.vatNumber,
    organisationNumber: null,
    email: driver.email,
  };
}

function addressLines(address: PostalAddress): string[] {
  return [
    address.line1,
    ...(address.line2 ? [address.line2] : []),
    `${address.postalCode} ${address.city}`,
  ];
}

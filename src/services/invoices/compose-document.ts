import type { InferSelectModel } from "drizzle-orm";

import { decideForm } from "@/core/invoicing/document-form";
import type { DocumentLine, DocumentReference } from "@/core/invoicing/document-parts";
import type { InvoiceDocument, InvoiceOccasion } from "@/core/invoicing/invoice-document";
import type { Period } from "@/core/time/period";
import type { drivers } from "@/db/schema/drivers";
import type { legalEntities } from "@/db/schema/tenants";
import {
  composeChargeLine,
  composeItemLine,
  type LinePlace,
} from "@/services/documents/compose-line";
import { composeSums } from "@/services/documents/compose-sums";
import { buyerParty, sellerParty } from "@/services/documents/document-parties";
import type { SellerAbroad } from "@/services/documents/read-seller-abroad";
import { openOf, type DraftLine, type InvoiceDraft } from "./draft-invoices";

/** What a document is composed from. */
export interface DocumentParts {
  readonly invoiceId: string;
  readonly occasion: InvoiceOccasion;
  readonly number: string;
  readonly issuedOn: Temporal.PlainDate;
  readonly dueOn: Temporal.PlainDate;
  readonly period: Period;
  readonly draft: InvoiceDraft;
  readonly driver: InferSelectModel<typeof drivers>;
  readonly seller: InferSelectModel<typeof legalEntities>;
  readonly abroad: SellerAbroad;
  readonly references?: readonly DocumentReference[];
}

/** The canonical document of an invoice: everything a reader needs, as it stands at issue. */
export function composeDocument(parts: DocumentParts): InvoiceDocument {
  const { draft, driver, seller, period, issuedOn, abroad } = parts;
  const { totals, currency } = draft;
  const { timeZone } = driver;
  const countries = totals.perRate.map(({ country }) => country);
  const days = draft.lines.map((line) => suppliedOn(line, timeZone)).toSorted();
  return {
    schema: "kvitt.invoice/2",
    number: parts.number,
    invoiceId: parts.invoiceId,
    occasion: parts.occasion,
    form: formOf(parts),
    issuedOn: issuedOn.toString(),
    dueOn: parts.dueOn.toString(),
    locale: driver.locale,
    timeZone,
    periodStart: period.start.toString(),
    periodEnd: period.end.toString(),
    suppliedFrom: days[0] ?? null,
    suppliedUntil: days.at(-1) ?? null,
    seller: sellerParty(seller, { registrations: abroad.registrations, countries, issuedOn }),
    buyer: buyerParty(driver),
    planName: planNames(draft),
    lines: draft.lines.map((line, index) =>
      lineOf(line, { seq: index + 1, timeZone, periodStart: period.start }),
    ),
    references: parts.references ?? [],
    paymentTerms: { days: seller.paymentTermDays, bankAccount: seller.bankAccount },
    ...composeSums({
      currency,
      basis: draft.basis,
      totals,
      vatTrace: draft.lines.flatMap((line) => openOf(line).vatTrace),
      sellerCountry: seller.address.country,
      issuedOn,
      accountingRates: abroad.accountingRates,
    }),
  };
}

function formOf({ draft, driver, seller, issuedOn }: DocumentParts): InvoiceDocument["form"] {
  return decideForm({
    sellerCountry: seller.address.country,
    buyer: {
      country: driver.address.country,
      isBusiness: driver.kind === "business" || driver.vatNumber !== null,
    },
    issuedOn,
    currency: draft.currency,
    totalMinor: draft.totals.totalMinor,
    perRate: draft.totals.perRate,
  });
}

function lineOf(line: DraftLine, place: LinePlace): DocumentLine {
  return line.kind === "charge"
    ? composeChargeLine(line.charge, line.amounts, place)
    : composeItemLine(line.item, line.amounts, place);
}

function planNames(draft: InvoiceDraft): string {
  const names = draft.lines.flatMap((line) =>
    line.kind === "charge" ? [line.charge.planName] : [],
  );
  return [...new Set(names)].join(", ");
}

function suppliedOn(line: DraftLine, timeZone: string): string {
  return openOf(line).servicedAt.toZonedDateTimeISO(timeZone).toPlainDate().toString();
}

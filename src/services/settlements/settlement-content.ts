import type { DocumentHead } from "@/core/invoicing/document-parts";
import type { SelfBillingDocument } from "@/core/invoicing/self-billing-document";
import type {
  DocumentCreditor,
  SettlementDocument,
  SettlementLine,
} from "@/core/invoicing/settlement-document";
import { documentTotals } from "@/core/invoicing/totals";
import type { Rate } from "@/core/money/quantity";
import { alpha2Country } from "@/core/roaming/country";
import { purchaseAmount, purchaseVatOf } from "@/core/settlement/purchase-vat";
import type { Period } from "@/core/time/period";
import type { legalEntities, tenants } from "@/db/schema/tenants";
import { composeSums } from "@/services/documents/compose-sums";
import { addressFields, sellerParty } from "@/services/documents/document-parties";
import type { Creditor } from "./creditor-rows";
import type { UnsettledCdr } from "./find-unsettled";

/** What the document of a settlement is made of. */
export interface SettlementParts {
  readonly settlementId: string;
  readonly number: string;
  readonly issuedOn: Temporal.PlainDate;
  readonly creditor: Creditor;
  readonly tenant: typeof tenants.$inferSelect;
  readonly entity: typeof legalEntities.$inferSelect;
  readonly currency: string;
  readonly period: Period;
  readonly cdrs: readonly UnsettledCdr[];
  /** Our country's rate, for a self-billed invoice of an operator of our country. */
  readonly rate: Rate;
}

/** The statement of what we owe an operator: what its invoice should come to. */
export function composeSettlement(parts: SettlementParts): SettlementDocument {
  return {
    schema: "kvitt.settlement/1",
    ...headOf(parts),
    seller: sellerParty(parts.entity),
    creditor: creditorParty(parts.creditor),
    ...contentOf(parts),
    energyMicroKwh: String(parts.cdrs.reduce((sum, cdr) => sum + cdr.energyMicroKwh, 0n)),
    totalMinor: String(totalOf(parts.cdrs)),
    invoicedBy: "operator",
  };
}

/** The invoice that we write in the operator's name. The creditor has a VAT number and an address by then. */
export function composeSelfBilling(parts: SettlementParts): SelfBillingDocument {
  const { creditor, entity, tenant, period, issuedOn } = parts;
  const vat = purchaseVatOf(countryOf(creditor), entity.address.country);
  const amounts = [purchaseAmount(vat, totalOf(parts.cdrs), parts.rate)];
  const totals = documentTotals("net", [{ country: entity.address.country, amounts }]);
  const ours = sellerParty(entity);
  const seller = creditorParty(creditor);
  const { settlementId, lines, periodStart, periodEnd, currency } = contentOf(parts);
  return {
    schema: "kvitt.self-billing/1",
    ...headOf(parts),
    settlementId,
    form: "full",
    seller,
    buyer: { ...ours, customerNumber: `${tenant.countryCode}-${tenant.partyId}` },
    agreedOn: creditor.selfBillingAgreedOn?.toString() ?? "",
    dueOn: issuedOn.add({ days: creditor.paymentTermDays }).toString(),
    periodStart,
    periodEnd,
    suppliedFrom: (parts.cdrs[0]?.startedAt ?? period.start).toString(),
    suppliedUntil: (parts.cdrs.at(-1)?.endedAt ?? period.end).toString(),
    lines,
    paymentTerms: { days: creditor.paymentTermDays, bankAccount: creditor.iban },
    ...composeSums({
      currency,
      basis: "net",
      totals,
      vatTrace: [
        `supply ENERGY to a taxable dealer: place of supply ${ours.country}, where we are established (2006/112/EC art. 38)`,
        vat === "domestic"
          ? `operator of ${seller.country}: VAT of ${ours.country} at ${parts.rate / 10_000} %`
          : `operator of ${seller.country}: reverse charge (2006/112/EC art. 195)`,
      ],
      sellerCountry: seller.country,
      issuedOn,
    }),
  };
}

/** Where an operator is established: by its address, else by its OCPI party. */
export function countryOf(creditor: Creditor): string {
  return creditor.address?.country ?? creditor.countryCode;
}

/** What CDRs come to before tax. */
export function totalOf(rows: readonly UnsettledCdr[]): bigint {
  return rows.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
}

function headOf(parts: SettlementParts): Omit<DocumentHead, "seller"> {
  const { number, issuedOn, tenant } = parts;
  // Operators come from everywhere: their documents are in English.
  return { number, issuedOn: issuedOn.toString(), locale: "en", timeZone: tenant.timeZone };
}

function contentOf(parts: SettlementParts) {
  return {
    settlementId: parts.settlementId,
    currency: parts.currency,
    periodStart: parts.period.start.toString(),
    periodEnd: parts.period.end.toString(),
    lines: parts.cdrs.map(lineOf),
  };
}

function lineOf(row: UnsettledCdr, index: number): SettlementLine {
  const { place } = row;
  return {
    seq: index + 1,
    cdrId: row.id,
    cdrRef: row.ocpiId,
    place: place?.name ?? place?.address ?? "",
    city: place?.city ?? "",
    supplyCountry: alpha2Country(place?.country ?? "") ?? place?.country ?? "",
    startedAt: row.startedAt.toString(),
    endedAt: row.endedAt.toString(),
    energyMicroKwh: String(row.energyMicroKwh),
    netMinor: String(row.amountMinor),
  };
}

function creditorParty(creditor: Creditor): DocumentCreditor {
  const { address } = creditor;
  return {
    name: creditor.name,
    ...(address ? addressFields(address) : { address: [], country: creditor.countryCode }),
    vatNumber: creditor.vatNumber,
    organisationNumber: creditor.organisationNumber,
    email: creditor.email ?? "",
    party: `${creditor.countryCode}-${creditor.partyId}`,
  };
}

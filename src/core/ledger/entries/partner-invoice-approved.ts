import type { Id } from "@/core/ids";
import { cpoPayableAccount, inputVatAccount, vatAccount } from "@/core/ledger/account";
import { journal, type Journal } from "@/core/ledger/journal";
import type { Rate } from "@/core/money/quantity";

/** The VAT of an operator's invoice that we found right. Its net amount was booked when each CDR was accepted. */
export interface ApprovedPartnerInvoice {
  readonly partnerInvoiceId: Id<"partnerInvoice">;
  readonly party: { readonly countryCode: string; readonly partyId: string };
  readonly currency: string;
  /** Our own country, ISO 3166-1 alpha-2: whose VAT it is. */
  readonly country: string;
  readonly vat:
    | { readonly treatment: "none" }
    /** The operator charges it: +input VAT, −payable. */
    | { readonly treatment: "domestic"; readonly vatMinor: bigint }
    /** We owe it and deduct it (2006/112/EC art. 38, 194–196): +input VAT, −VAT. */
    | { readonly treatment: "reverse_charge"; readonly vatMinor: bigint; readonly rate: Rate };
  readonly approvedAt: Temporal.Instant;
}

/** Books the VAT of an operator's invoice. Key `partner-invoice:<id>:approved`; null where there is none. */
export function partnerInvoiceApproved(invoice: ApprovedPartnerInvoice): Journal | null {
  const { vat, currency, country } = invoice;
  const vatMinor = vat.treatment === "none" ? 0n : vat.vatMinor;
  const against =
    vat.treatment === "reverse_charge"
      ? vatAccount(country, vat.rate)
      : cpoPayableAccount(invoice.party);
  return journal({
    key: `partner-invoice:${invoice.partnerInvoiceId}:approved`,
    kind: "partner_invoice_approved",
    effectiveAt: invoice.approvedAt,
    source: { type: "partner_invoice", id: invoice.partnerInvoiceId },
    legs: [
      { account: inputVatAccount(country), amountMinor: vatMinor, currency },
      { account: against, amountMinor: -vatMinor, currency },
    ],
  });
}

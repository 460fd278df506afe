import { plainIdentifier } from "@/core/invoicing/plain-identifier";
import type { EInvoiceFormat } from "@/core/invoicing/document-format";
import { creditNoteView } from "@/documents/credit-note-view";
import { translatorFor } from "@/i18n/translator";
import type { EInvoiceSource } from "./source";
import type { XmlFields } from "./xml-fields";

const CREDIT_TRANSFER = "30";
const GIRO = /^(BG|PG|BANKGIRO|PLUSGIRO):?(\d+)$/;

const IBAN = /^[A-Z]{2}\d{2}[0-9A-Z]{11,30}$/;

/**
 * How and when the document is paid (BG-16, BT-9, BT-20): by transfer to the seller's account, if it
 * names one. The library writes every account in CII as an IBAN, so one that is none stands there in words.
 */
export function paymentFields(
  { document, payment }: EInvoiceSource,
  format: EInvoiceFormat,
): XmlFields {
  if (payment === null) return settledFields(document);
  const { days, bankAccount, dueOn } = payment;
  const say = translatorFor(document.locale, "documents");
  const terms = say("terms", { days });
  const inWords = {
    "cbc:DueDate": dueOn,
    "cac:PaymentTerms": {
      "cbc:Note": bankAccount === null ? terms : `${terms} ${say("bank")}: ${bankAccount}`,
    },
  };
  if (bankAccount === null) return inWords;
  if (format === "cii" && !IBAN.test(plainIdentifier(bankAccount))) return inWords;
  const transfer = {
    "cbc:PaymentMeansCode": CREDIT_TRANSFER,
    "cbc:PaymentID": document.number,
    "cac:PayeeFinancialAccount": accountOf(bankAccount),
  };
  return { ...inWords, "cac:PaymentMeans": [transfer] };
}

// What a credit note gives back, and what a receipt says is paid, in words (BR-CO-25 wants some where an amount is due).
function settledFields(document: EInvoiceSource["document"]): XmlFields {
  const notes =
    document.schema === "kvitt.credit-note/1"
      ? creditNoteView(document).notes.join(" ")
      : translatorFor(document.locale, "documents")("receipt.total");
  return { "cac:PaymentTerms": { "cbc:Note": notes } };
}

// Swedish giros are accounts of a "branch" (Peppol BIS Billing 3, SE-R-007 to SE-R-010).
function accountOf(bankAccount: string): XmlFields {
  const account = plainIdentifier(bankAccount);
  const [, giro = "", number] = GIRO.exec(account) ?? [];
  if (number === undefined) return { "cbc:ID": account };
  const branch = giro.startsWith("B") ? "SE:BANKGIRO" : "SE:PLUSGIRO";
  return { "cbc:ID": number, "cac:FinancialInstitutionBranch": { "cbc:ID": branch } };
}

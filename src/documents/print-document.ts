import type { IssuedDocument } from "@/core/invoicing/issued-document";
import { creditNoteView } from "./credit-note-view";
import { printInvoice } from "./invoice-view";
import type { PrintedDocument } from "./printed-document";
import { receiptView } from "./receipt-view";
import { reminderView } from "./reminder-view";
import { selfBillingView, settlementView } from "./settlement-view";
import { statementView } from "./statement-view";

/** An issued document of any kind as it is printed, from its canonical text alone. */
export function printDocument({ kind, document }: IssuedDocument): PrintedDocument {
  switch (kind) {
    case "invoice":
      return printInvoice(document);
    case "credit_note":
      return creditNoteView(document);
    case "receipt":
      return receiptView(document);
    case "reminder":
      return reminderView(document);
    case "statement":
      return statementView(document);
    case "settlement":
      return settlementView(document);
    case "self_billing":
      return selfBillingView(document);
  }
}

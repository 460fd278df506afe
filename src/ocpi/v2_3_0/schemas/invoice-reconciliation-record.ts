import { dateTime } from "@/ocpi/wire/date-time";
import { ident, partyCode, text } from "@/ocpi/wire/text";
import { someOf, wireObject } from "@/ocpi/wire/wire-object";

/** OCPI 2.3.0 mod_invoice_reconciliation. Ids of CDRs may have 39 characters though the table says 36. */
export const invoiceReconciliationRecordSchema = wireObject({
  country_code: partyCode(2),
  party_id: partyCode(3),
  id: ident(36),
  invoice_id: text(255),
  cdrs: someOf(ident(39)),
  last_updated: dateTime({ orReceipt: true }),
});

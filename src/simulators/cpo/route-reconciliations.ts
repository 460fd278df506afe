import type { Exchange, Reply } from "./exchange";
import { listReply } from "./list-reply";

/** invoicereconciliation, Sender (2.3.0): the list of records. */
export function reconciliationsRoute(exchange: Exchange): Reply {
  return listReply(exchange, {
    className: "InvoiceReconciliationRecord",
    objects: exchange.cpo.state.reconciliations.all().map(({ object }) => object),
    write: (record) => record,
  });
}

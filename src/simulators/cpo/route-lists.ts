import type { Exchange, Reply } from "./exchange";
import { listReply } from "./list-reply";
import { writerOf } from "./writers";

/** tariffs, Sender: the list. */
export function tariffsRoute(exchange: Exchange): Reply {
  const { cpo, version } = exchange;
  return listReply(exchange, {
    className: "Tariff",
    objects: cpo.state.tariffs.all().map(({ object }) => object),
    write: (tariff) => writerOf(cpo, version).tariff(tariff),
  });
}

/** cdrs, Sender: the list, without those that are yet to be made. */
export function cdrsRoute(exchange: Exchange): Reply {
  const { cpo, version } = exchange;
  const nowMs = cpo.clock.nowMs();
  return listReply(exchange, {
    className: "CDR",
    objects: cpo.state.cdrs
      .all()
      .filter(({ notBeforeMs = 0 }) => notBeforeMs <= nowMs)
      .map(({ object }) => object),
    write: (cdr) => writerOf(cpo, version).cdr(cdr),
  });
}

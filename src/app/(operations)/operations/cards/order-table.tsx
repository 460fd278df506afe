import { useTranslations } from "next-intl";
import { Moment } from "@/components/period";
import { Badge } from "@/components/ui/badge";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { addressLine, type Order } from "./order-view";
import { SendCard } from "./send-card";

/** Orders of cards: those that wait can be sent. */
export function OrderTable({
  orders,
  free,
  timeZone,
}: {
  orders: readonly Order[];
  free: readonly string[];
  timeZone: string;
}) {
  const t = useTranslations("cards.operations");
  return (
    <Table caption={t("waiting")}>
      <thead>
        <tr>
          <Th>{t("card")}</Th>
          <Th>{t("to")}</Th>
          <Th className="hidden sm:table-cell">{t("driver")}</Th>
          <Th className="hidden sm:table-cell">{t("orderedAt")}</Th>
          <Th>
            <span className="sr-only">{t("send")}</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {orders.map((order) => (
          <Tr key={order.id}>
            <Td>
              <p className="break-words">{order.cardName}</p>
              {order.visualNumber ? (
                <p className="font-mono text-sm text-ink-soft">{order.visualNumber}</p>
              ) : null}
              {order.replacesTokenId ? <Badge tone="info">{t("replaces")}</Badge> : null}
            </Td>
            <Td>
              <p>{order.recipient}</p>
              <p className="text-sm text-ink-soft">{addressLine(order)}</p>
            </Td>
            <Td className="hidden sm:table-cell">
              {order.driver.name}
              <p className="text-sm text-ink-soft">{order.driver.number}</p>
            </Td>
            <Td className="hidden sm:table-cell">
              <Moment at={order.sentAt ?? order.orderedAt} timeZone={timeZone} show="date" />
            </Td>
            <Td className="text-right">
              {order.state === "ordered" ? <SendCard order={order} free={free} /> : null}
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

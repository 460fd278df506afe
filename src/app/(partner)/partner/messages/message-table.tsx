import { ArrowDownLeft, ArrowUpRight } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Moment } from "@/components/period";
import { Status } from "@/components/status";
import { Table, Td, Th, Tr, rowLinkLook } from "@/components/ui/table";
import type { RouterOutputs } from "@/trpc/outputs";

type Message = RouterOutputs["partner"]["messages"]["list"]["messages"][number];

/** Messages in rows, newest first; each leads to its page. The arrows point as the partner sees it. */
export function MessageTable({
  messages,
  timeZone,
}: {
  messages: readonly Message[];
  timeZone: string;
}) {
  const t = useTranslations("partner.messages");
  const heads = useTranslations("operations.messages");
  return (
    <Table caption={t("caption")}>
      <thead>
        <tr>
          <Th className="hidden w-28 sm:table-cell">{heads("time")}</Th>
          <Th>{heads("message")}</Th>
          <Th isFigure className="hidden md:table-cell">
            {heads("status")}
          </Th>
          <Th>{heads("outcome")}</Th>
        </tr>
      </thead>
      <tbody>
        {messages.map((message) => (
          <MessageRow key={message.id} message={message} timeZone={timeZone} />
        ))}
      </tbody>
    </Table>
  );
}

function MessageRow({ message, timeZone }: { message: Message; timeZone: string }) {
  const t = useTranslations("partner.messages");
  const { direction, method, module, objectKey, occurredAt, reasons } = message;
  const Arrow = direction === "in" ? ArrowUpRight : ArrowDownLeft;
  const status = [message.httpStatus, message.ocpiStatus].filter((code) => code !== null);
  return (
    <Tr isLink>
      <Td className="hidden whitespace-nowrap text-ink-soft sm:table-cell">
        <Moment at={occurredAt} timeZone={timeZone} show="dayMonth" />
        <span className="block text-sm">
          <Moment at={occurredAt} timeZone={timeZone} show="seconds" />
        </span>
      </Td>
      <Td>
        <Arrow aria-label={t(direction)} className="mr-1.5 inline size-4 text-ink-faint" />
        <Link href={`/partner/messages/${message.id}`} className={rowLinkLook}>
          {method} {module}
        </Link>
        {objectKey ? (
          <span className="block font-mono text-xs break-all text-ink-soft">{objectKey}</span>
        ) : null}
        {reasons[0] ? (
          <span className="block text-sm break-words text-bad">{reasons[0]}</span>
        ) : null}
        <span className="block text-sm text-ink-soft sm:hidden">
          <Moment at={occurredAt} timeZone={timeZone} show="dayMonth" />{" "}
          <Moment at={occurredAt} timeZone={timeZone} show="seconds" />
        </span>
      </Td>
      <Td isFigure className="hidden text-ink-soft md:table-cell">
        {status.join(" / ")}
      </Td>
      <Td>
        <Status of="message" value={message.outcome} />
      </Td>
    </Tr>
  );
}

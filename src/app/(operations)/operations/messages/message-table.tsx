import { ArrowDownLeft, ArrowUpRight } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { cn } from "@/components/cn";
import { Moment } from "@/components/period";
import { Status } from "@/components/status";
import { Table, Td, Th, Tr, rowLinkLook } from "@/components/ui/table";
import type { RouterOutputs } from "@/trpc/outputs";

type Message = RouterOutputs["operations"]["messages"]["list"]["messages"][number];

/** Messages in rows, newest first; each leads to its page. `isNarrow` leaves out what the page says already. */
export function MessageTable({
  messages,
  timeZone,
  isNarrow = false,
}: {
  messages: readonly Message[];
  timeZone: string;
  isNarrow?: boolean;
}) {
  const t = useTranslations("operations.messages");
  const wide = isNarrow ? "hidden" : "hidden lg:table-cell";
  return (
    <Table caption={t("caption")}>
      <thead>
        <tr>
          <Th className="hidden w-28 sm:table-cell">{t("time")}</Th>
          <Th>{t("message")}</Th>
          <Th className={wide}>{t("partner")}</Th>
          <Th isFigure className={wide}>
            {t("status")}
          </Th>
          <Th isFigure className="hidden md:table-cell">
            {t("took")}
          </Th>
          <Th>{t("outcome")}</Th>
        </tr>
      </thead>
      <tbody>
        {messages.map((message) => (
          <MessageRow key={message.id} message={message} timeZone={timeZone} wide={wide} />
        ))}
      </tbody>
    </Table>
  );
}

function MessageRow({
  message,
  timeZone,
  wide,
}: {
  message: Message;
  timeZone: string;
  wide: string;
}) {
  const t = useTranslations("operations.messages");
  const { direction, method, module, objectKey, occurredAt, durationMs, reasons } = message;
  const Arrow = direction === "in" ? ArrowDownLeft : ArrowUpRight;
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
        <Link href={`/operations/messages/${message.id}`} className={rowLinkLook}>
          {method} {module}
        </Link>
        {objectKey ? (
          <span className="block font-mono text-xs break-all text-ink-soft">{objectKey}</span>
        ) : null}
        {reasons[0] ? <span className="block text-sm text-bad">{reasons[0]}</span> : null}
        <span className="block text-sm text-ink-soft sm:hidden">
          <Moment at={occurredAt} timeZone={timeZone} show="dayMonth" />{" "}
          <Moment at={occurredAt} timeZone={timeZone} show="seconds" />
        </span>
      </Td>
      <Td className={wide}>{message.partnerName ?? t("unknownPartner")}</Td>
      <Td isFigure className={cn(wide, "text-ink-soft")}>
        {status.join(" / ")}
      </Td>
      <Td isFigure className="hidden text-ink-soft md:table-cell">
        {durationMs === null ? null : `${durationMs}\u00a0ms`}
      </Td>
      <Td>
        <Status of="message" value={message.outcome} />
      </Td>
    </Tr>
  );
}

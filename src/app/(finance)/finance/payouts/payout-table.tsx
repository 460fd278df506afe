import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { Money } from "@/components/money";
import { Badge } from "@/components/ui/badge";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { formatDay } from "@/i18n/formats";
import type { Messages } from "@/i18n/messages";
import type { RouterOutputs } from "@/trpc/outputs";

type Status = keyof Messages["accounting"]["payouts"]["status"];

/** Payouts in rows: what each is made of, and whether our bank has it. */
export function PayoutTable({
  payouts,
}: {
  payouts: RouterOutputs["finance"]["bank"]["payouts"]["payouts"];
}) {
  const t = useTranslations("accounting.payouts");
  const locale = useLocale();
  const statusOf = (status: string) =>
    t.has(`status.${status as Status}`) ? t(`status.${status as Status}`) : status;
  return (
    <Table caption={t("caption")}>
      <thead>
        <tr>
          <Th>{t("arrives")}</Th>
          <Th className="hidden lg:table-cell">{t("id")}</Th>
          <Th className="hidden sm:table-cell">{t("state")}</Th>
          <Th className="hidden md:table-cell">{t("content")}</Th>
          <Th>{t("atBank")}</Th>
          <Th isFigure>{t("amount")}</Th>
        </tr>
      </thead>
      <tbody>
        {payouts.map((payout) => (
          <Tr key={payout.id}>
            <Td className="whitespace-nowrap">{formatDay(payout.arrivalOn.toString(), locale)}</Td>
            <Td className="hidden font-mono text-sm lg:table-cell">{payout.id}</Td>
            <Td className="hidden sm:table-cell">
              <Badge tone={payout.status === "paid" ? "ok" : "info"}>
                {statusOf(payout.status)}
              </Badge>
            </Td>
            <Td className="hidden md:table-cell">
              {payout.isRead ? t("sums", { count: payout.transactions }) : t("notRead")}
            </Td>
            <Td>
              {payout.bankLineId ? (
                <Link
                  href={`/finance/bank/${payout.bankLineId}`}
                  className="underline underline-offset-2"
                >
                  {t("line")}
                </Link>
              ) : (
                t("notThere")
              )}
            </Td>
            <Td isFigure>
              <Money value={payout.amount} />
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

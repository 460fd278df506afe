import Link from "next/link";
import { useTranslations } from "next-intl";
import { Money } from "@/components/money";
import { Moment } from "@/components/period";
import { rowLinkLook, Table, Td, Th, Tr } from "@/components/ui/table";
import { money } from "@/core/money/money";
import type { RouterOutputs } from "@/trpc/outputs";

type Report = RouterOutputs["finance"]["wallets"]["report"];

/** Who is below zero, and since when; the oldest first. */
export function NegativeTable({
  negative,
  timeZone,
}: {
  negative: Report["negative"];
  timeZone: string;
}) {
  const t = useTranslations("wallet.finance");
  return (
    <Table caption={t("negative")}>
      <thead>
        <tr>
          <Th>{t("driver")}</Th>
          <Th>{t("since")}</Th>
          <Th isFigure>{t("owes")}</Th>
        </tr>
      </thead>
      <tbody>
        {negative.map(({ driverId, name, number, currency, debtMinor, since, days }) => (
          <Tr key={`${driverId}${currency}`} isLink>
            <Td>
              <Link href={`/finance/drivers/${driverId}`} className={rowLinkLook}>
                {name}
              </Link>
              <p className="text-sm text-ink-soft">{number}</p>
            </Td>
            <Td>
              <Moment at={since} timeZone={timeZone} show="date" />
              <p className="text-sm text-ink-soft">{t("days", { count: days })}</p>
            </Td>
            <Td isFigure>
              <Money value={money(debtMinor, currency)} />
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

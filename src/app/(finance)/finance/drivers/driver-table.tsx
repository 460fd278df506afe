import Link from "next/link";
import { useTranslations } from "next-intl";
import { Moment } from "@/components/period";
import { Sums } from "@/components/sums";
import { Badge } from "@/components/ui/badge";
import { Table, Td, Th, Tr, rowLinkLook } from "@/components/ui/table";
import type { RouterOutputs } from "@/trpc/outputs";

type Driver = RouterOutputs["finance"]["drivers"]["list"]["drivers"][number];

/** Drivers and what no invoice has yet; each row leads to the preview of the invoice. */
export function DriverTable({ drivers }: { drivers: readonly Driver[] }) {
  const t = useTranslations("finance.drivers");
  return (
    <Table caption={t("caption")}>
      <thead>
        <tr>
          <Th>{t("driver")}</Th>
          <Th className="hidden md:table-cell">{t("card")}</Th>
          <Th className="hidden sm:table-cell">{t("oldest")}</Th>
          <Th isFigure className="hidden sm:table-cell">
            {t("charges")}
          </Th>
          <Th isFigure>{t("open")}</Th>
        </tr>
      </thead>
      <tbody>
        {drivers.map((driver) => (
          <DriverRow key={driver.id} driver={driver} />
        ))}
      </tbody>
    </Table>
  );
}

function DriverRow({ driver }: { driver: Driver }) {
  const t = useTranslations("finance.drivers");
  const { open, oldest, timeZone, waiting, hasCard } = driver;
  const charges = open.reduce((all, one) => all + one.charges, 0);
  return (
    <Tr isLink>
      <Td>
        <Link href={`/finance/drivers/${driver.id}`} className={rowLinkLook}>
          {driver.name}
        </Link>
        <span className="block text-sm text-ink-soft">
          {driver.number} · {driver.email}
        </span>
      </Td>
      <Td className="hidden md:table-cell">
        <Badge tone={hasCard ? "ok" : "wait"}>{t(hasCard ? "hasCard" : "noCard")}</Badge>
      </Td>
      <Td className="hidden whitespace-nowrap sm:table-cell">
        {oldest ? <Moment at={oldest} timeZone={timeZone} show="dayMonth" /> : null}
      </Td>
      <Td isFigure className="hidden sm:table-cell">
        {charges > 0 ? charges : null}
        {waiting > 0 ? (
          <span className="block text-sm text-wait">{t("waiting", { count: waiting })}</span>
        ) : null}
      </Td>
      <Td isFigure className="font-medium">
        <Sums sums={open.map(({ sum }) => sum)} none={t("nothing")} />
      </Td>
    </Tr>
  );
}

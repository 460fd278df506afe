import Link from "next/link";
import { useTranslations } from "next-intl";
import { Money } from "@/components/money";
import { Table, Td, Th, Tr, rowLinkLook } from "@/components/ui/table";
import type { RouterOutputs } from "@/trpc/outputs";

type Outliers = RouterOutputs["finance"]["runs"]["preview"]["outliers"];

/** Drivers whose month is far from their usual one; nothing where there are none. */
export function OutlierTable({ outliers }: { outliers: Outliers }) {
  const t = useTranslations("runs");
  if (outliers.length === 0) return null;
  return (
    <div className="flex flex-col gap-2">
      <h3 className="font-semibold">{t("outliers")}</h3>
      <p className="text-sm text-ink-soft">{t("outliersLead")}</p>
      <Table caption={t("outliers")}>
        <thead>
          <tr>
            <Th>{t("driver")}</Th>
            <Th isFigure>{t("usual")}</Th>
            <Th isFigure>{t("sum")}</Th>
          </tr>
        </thead>
        <tbody>
          {outliers.map(({ driverId, name, sum, usual }) => (
            <Tr key={`${driverId} ${sum.currency}`} isLink>
              <Td>
                <Link href={`/finance/drivers/${driverId}`} className={rowLinkLook}>
                  {name}
                </Link>
              </Td>
              <Td isFigure>
                <Money value={usual} />
              </Td>
              <Td isFigure>
                <Money value={sum} />
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </div>
  );
}

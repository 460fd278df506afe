import Link from "next/link";
import { useTranslations } from "next-intl";
import { Money } from "@/components/money";
import { Moment } from "@/components/period";
import { Table, Td, Th, Tr, rowLinkLook } from "@/components/ui/table";
import type { RouterOutputs } from "@/trpc/outputs";
import { useCaseWords } from "./case-words";

/** Cases in rows; each leads to its page. */
export function CaseTable({
  cases,
  timeZone,
}: {
  cases: RouterOutputs["finance"]["cases"]["list"]["cases"];
  timeZone: string;
}) {
  const t = useTranslations("cases");
  const { kindOf, resolutionOf } = useCaseWords();
  return (
    <Table caption={t("caption")}>
      <thead>
        <tr>
          <Th>{t("kind")}</Th>
          <Th className="hidden md:table-cell">{t("subject")}</Th>
          <Th className="hidden sm:table-cell">{t("opened")}</Th>
          <Th>{t("age")}</Th>
          <Th className="hidden lg:table-cell">{t("owner")}</Th>
          <Th isFigure>{t("amount")}</Th>
        </tr>
      </thead>
      <tbody>
        {cases.map((one) => (
          <Tr key={one.id} isLink>
            <Td>
              <Link href={`/finance/cases/${one.id}`} className={rowLinkLook}>
                {kindOf(one.kind)}
              </Link>
              {one.resolution ? (
                <span className="block text-sm text-ink-soft">{resolutionOf(one.resolution)}</span>
              ) : null}
            </Td>
            <Td className="hidden max-w-64 md:table-cell">
              {one.driverName}
              <span className="block truncate text-sm text-ink-soft">{one.subjectId}</span>
            </Td>
            <Td className="hidden whitespace-nowrap sm:table-cell">
              <Moment at={one.openedAt} timeZone={timeZone} show="date" />
            </Td>
            <Td className="whitespace-nowrap">{t("days", { count: one.ageDays })}</Td>
            <Td className="hidden lg:table-cell">{one.owner ?? t("nobody")}</Td>
            <Td isFigure>{one.amount ? <Money value={one.amount} /> : "–"}</Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { Money } from "@/components/money";
import { Moment } from "@/components/period";
import { Table, Td, Th, Tr, rowLinkLook } from "@/components/ui/table";
import { formatDay } from "@/i18n/formats";
import type { RouterOutputs } from "@/trpc/outputs";
import { DunningState } from "./dunning-state";
import { usePauseWords } from "./pause-words";

type Line = RouterOutputs["finance"]["dunning"]["list"]["cases"][number];

/** Unpaid invoices in rows, what is due first on top; each leads to its case. */
export function DunningTable({ cases }: { cases: readonly Line[] }) {
  const t = useTranslations("dunning");
  return (
    <Table caption={t("caption")}>
      <thead>
        <tr>
          <Th>{t("column.invoice")}</Th>
          <Th className="hidden md:table-cell">{t("column.driver")}</Th>
          <Th className="hidden sm:table-cell">{t("column.due")}</Th>
          <Th className="hidden lg:table-cell">{t("column.next")}</Th>
          <Th className="hidden sm:table-cell">{t("column.state")}</Th>
          <Th isFigure>{t("column.open")}</Th>
        </tr>
      </thead>
      <tbody>
        {cases.map((line) => (
          <DunningRow key={line.id} line={line} />
        ))}
      </tbody>
    </Table>
  );
}

function DunningRow({ line }: { line: Line }) {
  const t = useTranslations("dunning");
  const locale = useLocale();
  return (
    <Tr isLink>
      <Td className="whitespace-nowrap">
        <Link href={`/finance/dunning/${line.id}`} className={rowLinkLook}>
          {line.number}
        </Link>
        <span className="block text-sm text-ink-soft md:hidden">{line.driverName}</span>
      </Td>
      <Td className="hidden md:table-cell">
        {line.driverName}
        <span className="block text-sm text-ink-soft">{line.driverNumber}</span>
      </Td>
      <Td className="hidden whitespace-nowrap sm:table-cell">
        {formatDay(line.dueOn.toString(), locale)}
        <span className="block text-sm text-ink-soft">
          {line.overdueDays > 0 ? t("overdueDays", { days: line.overdueDays }) : t("notDue")}
        </span>
      </Td>
      <Td className="hidden lg:table-cell">
        <NextStep line={line} />
      </Td>
      <Td className="hidden sm:table-cell">
        <DunningState state={line.state} outcome={line.outcome} />
      </Td>
      <Td isFigure>
        <Money value={line.open} className="font-medium" />
        <span className="mt-1 block sm:hidden">
          <DunningState state={line.state} outcome={line.outcome} />
        </span>
      </Td>
    </Tr>
  );
}

function NextStep({ line }: { line: Line }) {
  const t = useTranslations("dunning");
  const pauseWords = usePauseWords();
  if (line.state === "closed") return null;
  if (line.state === "paused") return pauseWords(line.pauseReason);
  return (
    <>
      {line.next ? t(`step_${line.next}`) : t("decide")}
      {line.nextAt ? (
        <Moment
          at={line.nextAt}
          timeZone={line.timeZone}
          show="date"
          className="block text-sm text-ink-soft"
        />
      ) : null}
    </>
  );
}

import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { Moment } from "@/components/period";
import { Sums } from "@/components/sums";
import { Table, Td, Th, Tr, rowLinkLook } from "@/components/ui/table";
import { formatMonth } from "@/i18n/formats";
import { RunState, type Run } from "./run-state";

/** The runs of months in rows; each leads to its page. */
export function RunTable({ runs, timeZone }: { runs: readonly Run[]; timeZone: string }) {
  const t = useTranslations("runs");
  return (
    <Table caption={t("caption")}>
      <thead>
        <tr>
          <Th>{t("month")}</Th>
          <Th>{t("state")}</Th>
          <Th className="hidden md:table-cell">{t("startedBy")}</Th>
          <Th isFigure className="hidden sm:table-cell">
            {t("progress")}
          </Th>
          <Th isFigure className="hidden sm:table-cell">
            {t("invoices")}
          </Th>
          <Th isFigure>{t("total")}</Th>
        </tr>
      </thead>
      <tbody>
        {runs.map((run) => (
          <RunRow key={run.id} run={run} timeZone={timeZone} />
        ))}
      </tbody>
    </Table>
  );
}

function RunRow({ run, timeZone }: { run: Run; timeZone: string }) {
  const t = useTranslations("runs");
  const locale = useLocale();
  return (
    <Tr isLink>
      <Td>
        <Link
          href={`/finance/runs/${run.id}`}
          className={`${rowLinkLook} inline-block first-letter:uppercase`}
        >
          {formatMonth(run.month, locale)}
        </Link>
      </Td>
      <Td>
        <RunState run={run} />
      </Td>
      <Td className="hidden whitespace-nowrap md:table-cell">
        <Moment at={run.startedAt} timeZone={timeZone} />
        <span className="block text-sm text-ink-soft">
          {t(run.isAutomatic ? "byItself" : "byPerson")}
        </span>
      </Td>
      <Td isFigure className="hidden sm:table-cell">
        {t("progressOf", { done: run.driversDone, total: run.driversTotal })}
      </Td>
      <Td isFigure className="hidden sm:table-cell">
        {run.invoicesIssued}
      </Td>
      <Td isFigure>
        <Sums sums={run.totals} />
      </Td>
    </Tr>
  );
}

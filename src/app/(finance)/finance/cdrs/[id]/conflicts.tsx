import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { RawBody } from "@/components/raw-body";
import { Empty } from "@/components/ui/empty";
import { Notice } from "@/components/ui/notice";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { formatTime } from "@/i18n/formats";
import type { RouterOutputs } from "@/trpc/outputs";

type Conflict = RouterOutputs["finance"]["cdrs"]["deliveries"]["conflicts"][number];

/** Other content that came under the same id, value by value against what was taken. */
export function Conflicts({
  conflicts,
  timeZone,
}: {
  conflicts: readonly Conflict[];
  timeZone: string;
}) {
  const t = useTranslations("finance.cdr");
  const locale = useLocale();
  if (conflicts.length === 0) return <Empty title={t("noConflicts")} />;
  return (
    <div className="flex flex-col gap-8">
      <Notice tone="wait" title={t("conflictText")} />
      {conflicts.map((conflict) => (
        <section key={conflict.id} className="flex flex-col gap-3">
          <div className="flex flex-wrap items-baseline justify-between gap-x-4">
            <h3 className="font-medium">
              {t("conflictAt", {
                date: formatTime(conflict.receivedAt, locale, timeZone, "dateTime"),
              })}
            </h3>
            <Link
              href={`/finance/messages/${conflict.messageId}`}
              className="text-sm text-brand underline underline-offset-2"
            >
              {t("seeMessage")}
            </Link>
          </div>
          <Differences conflict={conflict} />
        </section>
      ))}
    </div>
  );
}

function Differences({ conflict }: { conflict: Conflict }) {
  const t = useTranslations("finance.cdr");
  const { differences, body } = conflict;
  if (differences === null) {
    return (
      <>
        <p className="text-ink-soft">{t("notComparable")}</p>
        {body === null ? null : <RawBody body={body} label={t("other")} />}
      </>
    );
  }
  if (differences.length === 0) return <p className="text-ink-soft">{t("noDifference")}</p>;
  const value = (text: string | null) =>
    text === null ? (
      <span className="text-ink-faint">{t("absent")}</span>
    ) : (
      <span className="font-mono text-sm break-all">{text}</span>
    );
  return (
    <Table caption={t("conflicts")}>
      <thead>
        <tr>
          <Th>{t("field")}</Th>
          <Th>{t("taken")}</Th>
          <Th>{t("other")}</Th>
        </tr>
      </thead>
      <tbody>
        {differences.map(({ path, before, after }) => (
          <Tr key={path}>
            <Td className="font-mono text-sm break-all">{path}</Td>
            <Td>{value(before)}</Td>
            <Td>{value(after)}</Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Moment } from "@/components/period";
import { Empty } from "@/components/ui/empty";
import { Section } from "@/components/ui/section";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { api } from "@/trpc/server";
import type { RouterOutputs } from "@/trpc/outputs";
import { ReadNow } from "./read-now";

type Cursor = RouterOutputs["operations"]["partners"]["cursors"][number];

/** How far each of the partner's lists has been read, and when it is read next. */
export async function PartnerLists({
  partnerId,
  isRegistered,
  timeZone,
}: {
  partnerId: string;
  isRegistered: boolean;
  timeZone: string;
}) {
  const { operations } = await api();
  const [t, cursors] = await Promise.all([
    getTranslations("operations.lists"),
    operations.partners.cursors({ partnerId }),
  ]);
  return (
    <Section title={t("title")}>
      {cursors.length === 0 ? (
        <Empty title={t("none")}>{t("noneText")}</Empty>
      ) : (
        <Table caption={t("caption")}>
          <thead>
            <tr>
              <Th>{t("list")}</Th>
              <Th className="hidden sm:table-cell">{t("readUntil")}</Th>
              <Th className="hidden md:table-cell">{t("lastRun")}</Th>
              <Th>{t("next")}</Th>
              <Th>
                <span className="sr-only">{t("readNow")}</span>
              </Th>
            </tr>
          </thead>
          <tbody>
            {cursors.map((cursor) => (
              <CursorRow
                key={cursor.module}
                cursor={cursor}
                timeZone={timeZone}
                action={
                  isRegistered ? <ReadNow partnerId={partnerId} module={cursor.module} /> : null
                }
              />
            ))}
          </tbody>
        </Table>
      )}
    </Section>
  );
}

async function CursorRow({
  cursor,
  timeZone,
  action,
}: {
  cursor: Cursor;
  timeZone: string;
  action: ReactNode;
}) {
  const t = await getTranslations("operations.lists");
  const { module, readUntil, lastRunAt, lastError, failures, dueAt, isDue } = cursor;
  const { seen, fresh, refused } = cursor;
  const until = readUntil ? <Moment at={readUntil} timeZone={timeZone} /> : t("never");
  return (
    <Tr>
      <Td>
        <span className="font-medium">{module}</span>
        <span className="block text-sm text-ink-soft tabular-nums">
          {t("counts", { seen, fresh })}
          {refused > 0 ? <span className="text-bad"> · {t("refused", { refused })}</span> : null}
        </span>
        <span className="block text-sm text-ink-soft sm:hidden">
          {t("readUntil")}: {until}
        </span>
        {lastError ? (
          <span className="block text-sm break-words text-bad">
            {t("failed", { count: failures })} {lastError}
          </span>
        ) : null}
      </Td>
      <Td className="hidden text-sm sm:table-cell">{until}</Td>
      <Td className="hidden text-sm text-ink-soft md:table-cell">
        {lastRunAt ? <Moment at={lastRunAt} timeZone={timeZone} /> : t("never")}
      </Td>
      <Td className="text-sm">{isDue ? t("now") : <Moment at={dueAt} timeZone={timeZone} />}</Td>
      <Td className="text-right">{action}</Td>
    </Tr>
  );
}

import Link from "next/link";
import { useTranslations } from "next-intl";
import { Moment } from "@/components/period";
import { Table, Td, Th, Tr, rowLinkLook } from "@/components/ui/table";
import type { RouterOutputs } from "@/trpc/outputs";
import { RunState } from "./run-state";

/** Runs in rows, newest first; each leads to its report. */
export function RunTable({
  runs,
  timeZone,
}: {
  runs: RouterOutputs["partner"]["certification"]["runs"];
  timeZone: string;
}) {
  const t = useTranslations("partner.certification");
  return (
    <Table caption={t("runsCaption")}>
      <thead>
        <tr>
          <Th>{t("started")}</Th>
          <Th className="hidden sm:table-cell">{t("ended")}</Th>
          <Th>{t("version")}</Th>
          <Th className="hidden md:table-cell">{t("by")}</Th>
          <Th>{t("state")}</Th>
        </tr>
      </thead>
      <tbody>
        {runs.map(({ id, version, state, startedAt, endedAt, startedBy }) => (
          <Tr key={id} isLink>
            <Td>
              <Link href={`/partner/certification/${id}`} className={rowLinkLook}>
                <Moment at={startedAt} timeZone={timeZone} />
              </Link>
            </Td>
            <Td className="hidden text-ink-soft sm:table-cell">
              {endedAt === null ? null : <Moment at={endedAt} timeZone={timeZone} />}
            </Td>
            <Td>{version}</Td>
            <Td className="hidden md:table-cell">{startedBy}</Td>
            <Td>
              <RunState state={state} />
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

import Link from "next/link";
import { useTranslations } from "next-intl";
import { StandingCells } from "@/app/dispute-trace/standing-cells";
import { useReasonWords } from "@/app/dispute-trace/use-reason-words";
import { Money } from "@/components/money";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import type { RouterOutputs } from "@/trpc/outputs";

type Queued = RouterOutputs["finance"]["objections"]["list"]["disputes"][number];

/** Disputes in rows, by the clock of the step that runs. */
export function QueueTable({
  disputes,
  timeZone,
}: {
  disputes: readonly Queued[];
  timeZone: string;
}) {
  const t = useTranslations("disputes.queue");
  const reasonOf = useReasonWords();
  return (
    <Table caption={t("title")}>
      <thead>
        <tr>
          <Th>{t("driver")}</Th>
          <Th className="hidden md:table-cell">{t("charge")}</Th>
          <Th>{t("state")}</Th>
          <Th className="hidden sm:table-cell">{t("clock")}</Th>
          <Th isFigure>{t("amount")}</Th>
        </tr>
      </thead>
      <tbody>
        {disputes.map((dispute) => (
          <Tr key={dispute.id}>
            <Td>
              <Link
                href={`/finance/objections/${dispute.id}`}
                className="font-medium underline underline-offset-2"
              >
                {dispute.number}
              </Link>
              <span className="block">{dispute.driver.name}</span>
              <span className="block text-sm text-ink-soft">{reasonOf(dispute.reason)}</span>
            </Td>
            <Td className="hidden md:table-cell">
              {[dispute.place, dispute.city].filter(Boolean).join(", ")}
              <span className="block text-sm text-ink-soft">{dispute.operator}</span>
            </Td>
            <StandingCells audience="finance" dispute={dispute} timeZone={timeZone} />
            <Td isFigure>{dispute.amount ? <Money value={dispute.amount} /> : null}</Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

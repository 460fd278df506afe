import Link from "next/link";
import { useTranslations } from "next-intl";
import { StandingCells } from "@/app/dispute-trace/standing-cells";
import { useReasonWords } from "@/app/dispute-trace/use-reason-words";
import { Energy } from "@/components/energy";
import { Period } from "@/components/period";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import type { RouterOutputs } from "@/trpc/outputs";

type Asked = RouterOutputs["partner"]["disputes"]["list"][number];

/** What was asked, a row each, what waits for the partner first. */
export function AskedTable({
  disputes,
  timeZone,
}: {
  disputes: readonly Asked[];
  timeZone: string;
}) {
  const t = useTranslations("disputes.partner");
  const queue = useTranslations("disputes.queue");
  const page = useTranslations("disputes.page");
  const reasonOf = useReasonWords();
  return (
    <Table caption={t("title")}>
      <thead>
        <tr>
          <Th>{queue("charge")}</Th>
          <Th>{queue("state")}</Th>
          <Th className="hidden sm:table-cell">{queue("clock")}</Th>
          <Th isFigure>{page("energy")}</Th>
        </tr>
      </thead>
      <tbody>
        {disputes.map((dispute) => (
          <Tr key={dispute.id}>
            <Td>
              <Link
                href={`/partner/disputes/${dispute.id}`}
                className="font-medium underline underline-offset-2"
              >
                {dispute.number}
              </Link>
              <span className="block">
                {[dispute.place, dispute.city].filter(Boolean).join(", ")}
              </span>
              <Period
                start={dispute.startedAt}
                end={dispute.endedAt}
                timeZone={dispute.timeZone ?? timeZone}
                className="block text-sm text-ink-soft"
              />
              <span className="block text-sm text-ink-soft">{reasonOf(dispute.reason)}</span>
            </Td>
            <StandingCells audience="partner" dispute={dispute} timeZone={timeZone} />
            <Td isFigure>
              <Energy microKwh={dispute.energyMicroKwh} />
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

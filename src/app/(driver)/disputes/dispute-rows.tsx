import Link from "next/link";
import { useTranslations } from "next-intl";
import { ClockWords } from "@/app/dispute-trace/clock-words";
import { DisputeStateBadge } from "@/app/dispute-trace/dispute-state";
import { Money } from "@/components/money";
import { Period } from "@/components/period";
import type { RouterOutputs } from "@/trpc/outputs";
import { useReasonWords } from "@/app/dispute-trace/use-reason-words";

type Dispute = RouterOutputs["driver"]["disputes"]["list"][number];

/** Disputes, a line each: the charge, what is wrong with it, whose turn it is and until when. */
export function DisputeRows({
  disputes,
  timeZone,
}: {
  disputes: readonly Dispute[];
  timeZone: string;
}) {
  const t = useTranslations("disputes.page");
  const reasonOf = useReasonWords();
  return (
    <ul className="flex flex-col border-t">
      {disputes.map((dispute) => (
        <li key={dispute.id} className="relative flex flex-wrap gap-x-6 gap-y-2 border-b py-4">
          <div className="flex min-w-0 flex-1 basis-64 flex-col gap-1">
            <Link
              href={`/disputes/${dispute.id}`}
              className="font-medium underline-offset-2 after:absolute after:inset-0 hover:underline"
            >
              {[dispute.place, dispute.city].filter(Boolean).join(", ") || dispute.number}
            </Link>
            <Period
              start={dispute.startedAt}
              end={dispute.endedAt}
              timeZone={dispute.timeZone ?? timeZone}
              className="text-sm text-ink-soft"
            />
            <span className="text-sm text-ink-soft">
              {dispute.number} · {reasonOf(dispute.reason)}
            </span>
          </div>
          <div className="flex flex-col items-start gap-1 sm:items-end">
            <DisputeStateBadge audience="driver" state={dispute.state} />
            <ClockWords clock={dispute} timeZone={timeZone} />
            {dispute.amount ? (
              <Money value={dispute.amount} />
            ) : (
              <span className="text-sm text-ink-soft">{t("amountComing")}</span>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}

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
    <ul className="flex flex-col border-t border-ink">
      {disputes.map((dispute) => (
        <li
          key={dispute.id}
          className="relative grid grid-cols-[minmax(0,1fr)_auto] gap-x-6 gap-y-1 border-b py-4 hover:bg-sunken/60"
        >
          <div className="min-w-0">
            <Link
              href={`/disputes/${dispute.id}`}
              className="font-medium underline-offset-2 after:absolute after:inset-0 hover:underline"
            >
              {[dispute.place, dispute.city].filter(Boolean).join(", ") || dispute.number}
            </Link>
          </div>
          {dispute.amount ? (
            <Money value={dispute.amount} className="text-right font-medium" />
          ) : (
            <span className="text-right text-sm text-ink-soft">{t("amountComing")}</span>
          )}
          <div className="flex min-w-0 flex-col gap-1 max-sm:col-span-2">
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
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1 max-sm:col-span-2 sm:flex-col sm:items-end">
            <DisputeStateBadge audience="driver" state={dispute.state} />
            <ClockWords clock={dispute} timeZone={timeZone} />
          </div>
        </li>
      ))}
    </ul>
  );
}

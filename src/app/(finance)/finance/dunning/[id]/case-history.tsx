import { useLocale, useTranslations } from "next-intl";
import { usePauseWords } from "@/app/(finance)/finance/dunning/pause-words";
import { Timeline } from "@/components/timeline";
import { formatDay, formatMoney, formatRate, formatTime } from "@/i18n/formats";
import type { RouterOutputs } from "@/trpc/outputs";

type View = RouterOutputs["finance"]["dunning"]["get"];
type Event = View["events"][number];

/** What was done in a case, newest first. */
export function CaseHistory({ view }: { view: View }) {
  const t = useTranslations("dunning.event");
  const locale = useLocale();
  const detailOf = useDetail(view.timeZone);
  return (
    <Timeline
      timeZone={view.timeZone}
      events={view.events.toReversed().map((event) => ({
        id: String(event.seq),
        at: event.at,
        title: event.amount
          ? `${t(event.kind)}: ${formatMoney(event.amount, locale)}`
          : t(event.kind),
        detail: detailOf(event),
        ...(event.detail["invoiceId"]
          ? { href: `/finance/invoices/${event.detail["invoiceId"]}` }
          : {}),
      }))}
    />
  );
}

function useDetail(timeZone: string): (event: Event) => string {
  const t = useTranslations("dunning");
  const pauseWords = usePauseWords();
  const locale = useLocale();
  return ({ kind, detail, actor }) => {
    const { from, until, rate, number, reason, agency, outcome, at } = detail;
    const parts = [
      kind === "interest_added" && from && until && rate
        ? t("event.interestDetail", {
            from: formatDay(from, locale),
            until: formatDay(until, locale),
            rate: formatRate(Number(rate), locale),
          })
        : "",
      kind === "attempt_planned" && at
        ? t("event.plannedFor", { day: formatTime(at, locale, timeZone, "dateTime") })
        : "",
      number ?? "",
      pauseWords(reason ?? null),
      agency ?? "",
      isOutcome(outcome) ? t(`outcome_${outcome}`) : "",
      actor.startsWith("system:") ? "" : t("event.by", { actor }),
    ];
    return parts.filter((part) => part !== "").join(" · ");
  };
}

type Outcome = NonNullable<View["outcome"]>;

function isOutcome(text: string | undefined): text is Outcome {
  return ["paid", "credited", "written_off", "handed_over"].includes(text ?? "");
}

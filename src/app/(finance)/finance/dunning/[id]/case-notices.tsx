import { useLocale, useTranslations } from "next-intl";
import { usePauseWords } from "@/app/(finance)/finance/dunning/pause-words";
import { Notice } from "@/components/ui/notice";
import { formatMoney, formatTime } from "@/i18n/formats";
import type { RouterOutputs } from "@/trpc/outputs";

/** What holds a case, or waits for somebody; nothing where nothing does. */
export function CaseNotices({ view }: { view: RouterOutputs["finance"]["dunning"]["get"] }) {
  const t = useTranslations("dunning.case");
  const pauseWords = usePauseWords();
  const locale = useLocale();
  const { state, pauseReason, pausedUntil, asked, timeZone, rules, taken } = view;
  const isReady = state === "active" && taken >= rules.steps.length;
  return (
    <>
      {state === "paused" ? (
        <Notice tone="wait" title={t("pausedTitle", { reason: pauseWords(pauseReason) })}>
          {pausedUntil
            ? t("pausedUntil", { day: formatTime(pausedUntil, locale, timeZone, "date") })
            : t("pausedOpen")}
        </Notice>
      ) : null}
      {asked ? (
        <Notice tone="wait" title={t("askedTitle", { amount: formatMoney(asked.amount, locale) })}>
          {t("askedText", { day: formatTime(asked.at, locale, timeZone, "date") })}
        </Notice>
      ) : null}
      {isReady && !asked ? (
        <Notice tone="info" title={t("readyTitle")}>
          {t("readyText")}
        </Notice>
      ) : null}
    </>
  );
}

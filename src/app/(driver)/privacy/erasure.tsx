import { useLocale, useTranslations } from "next-intl";
import { Notice } from "@/components/ui/notice";
import { Setting } from "@/components/ui/section";
import { formatTime } from "@/i18n/formats";
import type { RouterOutputs } from "@/trpc/outputs";
import { AskToBeForgotten, TakeBack } from "./erasure-buttons";

type Wish = RouterOutputs["driver"]["privacy"]["erasure"];

const REASONS = ["charging", "owes", "frozen", "told", "expected", "error"] as const;

/** The wish to be forgotten: asked for, waiting, or held up with what stands in its way. */
export function Erasure({ wish, timeZone }: { wish: Wish; timeZone: string }) {
  const t = useTranslations("privacy.erase");
  const locale = useLocale();
  const day = wish?.dueAt ? formatTime(wish.dueAt, locale, timeZone, "dayInWords") : "";
  const reason = REASONS.find((known) => known === wish?.reason) ?? "open";
  return (
    <Setting title={t("title")} lead={t("text")}>
      {wish?.state === "requested" ? (
        <Notice tone="wait" title={t("requested", { day })} action={<TakeBack />}>
          {t("requestedText")}
        </Notice>
      ) : null}
      {wish?.state === "blocked" ? (
        <Notice tone="bad" title={t("blocked")} action={<TakeBack />}>
          {t(`reason.${reason}`)} {t("blockedText", { day })}
          {wish.isClosed ? ` ${t("reopens")}` : null}
        </Notice>
      ) : null}
      {wish?.state === "requested" || wish?.state === "blocked" ? null : (
        <>
          <p className="max-w-prose text-ink-soft">{t("wait")}</p>
          <AskToBeForgotten />
        </>
      )}
    </Setting>
  );
}

import { useLocale, useTranslations } from "next-intl";
import { formatMoney, formatTime } from "@/i18n/formats";
import type { RouterOutputs } from "@/trpc/outputs";

type Session = RouterOutputs["driver"]["sessions"]["get"];

/** Says that the operator corrected a charge, and what that means for the driver. Nothing for most charges. */
export function SessionCorrected({ session, timeZone }: { session: Session; timeZone: string }) {
  const t = useTranslations("driver.corrected");
  const locale = useLocale();
  const { correction } = session;
  if (!correction) return null;
  const { kind, at, creditNote } = correction;
  return (
    <p role="note" className="max-w-prose border-l-3 border-wait bg-wait-tint px-5 py-4">
      {t(kind === "replaced" ? "replaced" : "takenBack", {
        day: formatTime(at, locale, timeZone, "dayMonth"),
      })}{" "}
      {creditNote ? t("creditNote", { gross: formatMoney(creditNote, locale) }) : null}
    </p>
  );
}

import { getLocale, getTranslations } from "next-intl/server";
import { Notice } from "@/components/ui/notice";
import { formatTime } from "@/i18n/formats";
import { api } from "@/trpc/server";

const HOUR_S = 3_600;
const DAY_S = 24 * HOUR_S;

/** That the final price is still to come, and how long this operator usually takes. */
export async function PricePending({
  sessionId,
  timeZone,
}: {
  sessionId: string;
  timeZone: string;
}) {
  const [t, locale, pending] = await Promise.all([
    getTranslations("receipts.pendingPrice"),
    getLocale(),
    (await api()).driver.receipts.pendingPrice({ id: sessionId }),
  ]);
  const { receivedAt, usualS, isLate } = pending;
  const time =
    usualS === null
      ? null
      : usualS > DAY_S
        ? t("days", { count: Math.ceil(usualS / DAY_S) })
        : t("hours", { count: Math.max(1, Math.ceil(usualS / HOUR_S)) });
  return (
    <Notice tone="wait" title={t("title")}>
      {receivedAt ? (
        <p>{t("came", { day: formatTime(receivedAt, locale, timeZone, "dayMonth") })}</p>
      ) : (
        <p>
          {time === null ? t("unknown") : t("usual", { time })}
          {isLate ? ` ${t("late")}` : null}
        </p>
      )}
    </Notice>
  );
}

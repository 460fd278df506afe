import { useTranslations } from "next-intl";
import { epochMs, type Time } from "@/i18n/formats";

const MINUTE_MS = 60_000;

/** How long ago something was, in the largest unit that says it: the reader asks whether it still holds. */
function agoOf(ms: number) {
  const minutes = Math.floor(ms / MINUTE_MS);
  if (minutes < 1) return { unit: "now", count: 0 } as const;
  if (minutes < 60) return { unit: "minutes", count: minutes } as const;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return { unit: "hours", count: hours } as const;
  return { unit: "days", count: Math.floor(hours / 24) } as const;
}

/** When a status was last told of. For server components: `now` is the moment of rendering. */
export function Updated({ at, now }: { at: Time | null; now: Time }) {
  const t = useTranslations("driver.charge");
  if (at === null) return <>{t("never")}</>;
  const { unit, count } = agoOf(epochMs(now) - epochMs(at));
  return <>{t("updated", { ago: t(`ago.${unit}`, { count }) })}</>;
}

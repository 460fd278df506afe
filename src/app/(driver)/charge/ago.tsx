import { useTranslations } from "next-intl";
import { epochMs, type Time } from "@/i18n/formats";

const MINUTE_MS = 60_000;
/** What was told longer ago may well have changed. */
const OLD_MS = 60 * MINUTE_MS;

/** How long ago something was, in the largest unit that says it: the reader asks whether it still holds. */
function agoOf(ms: number) {
  const minutes = Math.floor(ms / MINUTE_MS);
  if (minutes < 1) return { unit: "now", count: 0 } as const;
  if (minutes < 60) return { unit: "minutes", count: minutes } as const;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return { unit: "hours", count: hours } as const;
  return { unit: "days", count: Math.floor(hours / 24) } as const;
}

/** Whether what was told then is too old to be relied on. */
export function isOld(at: Time, now: Time): boolean {
  return epochMs(now) - epochMs(at) > OLD_MS;
}

/** How long ago something was, in words. For server components: `now` is the moment of rendering. */
export function useAgo(now: Time): (at: Time) => string {
  const t = useTranslations("driver.charge.ago");
  return (at) => {
    const { unit, count } = agoOf(epochMs(now) - epochMs(at));
    return t(unit, { count });
  };
}

/** When a status was last told of. */
export function Updated({ at, now }: { at: Time | null; now: Time }) {
  const t = useTranslations("driver.charge");
  const ago = useAgo(now);
  return <>{at === null ? t("never") : t("updated", { ago: ago(at) })}</>;
}

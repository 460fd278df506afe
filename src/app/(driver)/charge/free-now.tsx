import { useTranslations } from "next-intl";
import { cn } from "@/components/cn";
import type { Time } from "@/i18n/formats";
import { isOld, useAgo } from "./ago";

/** How many charging points are free, and how old that knowledge is; what is old is grey, and says so. */
export function FreeNow({
  place,
  now,
}: {
  place: { readonly available: number; readonly evses: number; readonly statusAt: Time | null };
  now: Time;
}) {
  const t = useTranslations("find.list");
  const charge = useTranslations("driver.charge");
  const ago = useAgo(now);
  const { available, evses, statusAt } = place;
  const free = t("freeOf", { available, count: evses });
  if (statusAt === null) return <span className="text-ink-soft">{charge("never")}</span>;
  const old = isOld(statusAt, now);
  return (
    <span
      className={cn(
        old && "text-ink-soft",
        !old && available > 0 && "text-ok",
        !old && available === 0 && "text-wait",
      )}
    >
      {t(old ? "old" : "told", { free, ago: ago(statusAt) })}
    </span>
  );
}

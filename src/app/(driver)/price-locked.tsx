import { useLocale, useTranslations } from "next-intl";
import { MicroMoney } from "@/components/micro-money";
import { Notice } from "@/components/ui/notice";
import { formatTime } from "@/i18n/formats";
import type { RouterOutputs } from "@/trpc/outputs";

type Lock = NonNullable<RouterOutputs["driver"]["locks"]["ofSession"]>;

const PARTS = ["perKwh", "perMinute", "perSession", "perIdleMinute"] as const;

/** The price that the driver pays at most for what he charges, and when it was locked. */
export function PriceLocked({ lock, ownZone }: { lock: Lock; ownZone: string }) {
  const t = useTranslations("promise");
  const locale = useLocale();
  if (!lock.isPromise) {
    return (
      <Notice tone="wait" title={t("noPromise")}>
        {t("noPromiseText")}
      </Notice>
    );
  }
  const time = formatTime(lock.lockedAt, locale, lock.timeZone ?? ownZone, "time");
  return (
    <Notice tone="ok" title={t("notice", { time })}>
      <LockedPrices prices={lock.prices} />
      <p>{t("noticeText")}</p>
    </Notice>
  );
}

/** Unit prices that were promised. */
export function LockedPrices({ prices }: { prices: Lock["prices"] }) {
  const t = useTranslations("promise");
  if (prices === null) return <p>{t("pricesUnknown")}</p>;
  const parts = PARTS.flatMap((part) => {
    const micro = prices[part];
    return micro === null ? [] : [{ part, micro }];
  });
  if (parts.length === 0) return <p>{t("free")}</p>;
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-0.5">
      {parts.map(({ part, micro }) => (
        <li key={part} className="whitespace-nowrap">
          <MicroMoney micro={micro} currency={prices.currency} className="font-semibold text-ink" />
          <span> {t(part)}</span>
        </li>
      ))}
    </ul>
  );
}

"use client";

import { useLocale, useTranslations } from "next-intl";
import { formatDecimal, formatTime } from "@/i18n/formats";
import type { RouterOutputs } from "@/trpc/outputs";

/** A site as its live page gets it. */
export type SiteLive = RouterOutputs["operations"]["sitePlans"]["live"];

/** How the live page writes its figures, in the reader's language and by the site's clock. */
export function useSiteFigures(timeZone: string) {
  const locale = useLocale();
  const decimal = (value: number, digits: number) =>
    formatDecimal(value.toFixed(digits), locale, digits);
  const power = (watts: number) => `${decimal(watts / 1_000, 1)}\u00a0kW`;
  return {
    power,
    energy: (wh: number) => `${decimal(wh / 1_000, 1)}\u00a0kWh`,
    percent: (share: number) => `${decimal(share * 100, 0)}\u00a0%`,
    /** The clock at the site, for milliseconds since the epoch. */
    time: (at: number, style: "time" | "seconds" | "weekdayTime" = "time") =>
      formatTime(new Date(at).toISOString(), locale, timeZone, style),
    /** A limit as it is described: in A, in kW, or both; nothing where there is none. */
    limit: ({ limitA, limitW }: { limitA: number | null; limitW: number | null }) =>
      [limitA === null ? null : `${limitA}\u00a0A`, limitW === null ? null : power(limitW)]
        .filter((text) => text !== null)
        .join(" · "),
  };
}

type Reason = SiteLive["sessions"][number]["reason"];

/** Says in words why a session's power is what it is. */
export function useReasonWords(timeZone: string): (reason: Reason) => string {
  const t = useTranslations("sitePlans.reason");
  const { power } = useSiteFigures(timeZone);
  return (reason) => {
    if (reason === null) return t("none");
    const { code, limit, unit, sharers, leaves, excessW } = reason;
    const node = reason.nodeName ?? "?";
    if (code === "excess") return t("excess", { node, excess: power(excessW ?? 0) });
    if (code !== "limit") return t(code);
    if (limit === undefined || sharers === undefined) return t("limitUnknown");
    const text = unit === "W" ? power(limit) : `${limit}\u00a0A`;
    if (sharers <= 1) return t("limitAlone", { limit: text, node });
    const shared = { limit: text, node, sharers: String(sharers) };
    if (leaves === undefined || leaves <= 1) return t("limitFirst", shared);
    if (leaves >= sharers) return t("limitLast", shared);
    return t("limitTurn", { ...shared, leaves: String(leaves) });
  };
}

"use client";

import { useLocale, useTranslations } from "next-intl";
import { formatDecimal } from "@/i18n/formats";
import type { Goal } from "./goal-view";

/** Why a site's plan gives this session the power that it has now, in one sentence. */
export function GoalReason({ reason }: { reason: NonNullable<Goal["reason"]> }) {
  const t = useTranslations("charging.goal.reason");
  const locale = useLocale();
  const { code, limit, unit, sharers, leaves } = reason;
  const node = reason.node ?? "";
  const words = () => {
    if (code === "excess") return t("excess", { node });
    if (code !== "limit") return t(code);
    const amount =
      unit === "A"
        ? `${formatDecimal(String(limit ?? 0), locale, 0)}\u00a0A`
        : `${formatDecimal(String((limit ?? 0) / 1_000), locale, 1)}\u00a0kW`;
    if (sharers === null || sharers < 2 || leaves === null) {
      return t("limitAlone", { node, limit: amount });
    }
    const turn = leaves === 1 ? "first" : leaves === sharers ? "last" : "other";
    return t("limit", { node, limit: amount, sharers, leaves: turn, turn: leaves });
  };
  return <p className="max-w-prose">{words()}</p>;
}

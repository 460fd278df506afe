"use client";

import { useTranslations } from "next-intl";
import type { Preview } from "./move-figures";

/** What a consumer is to know before he orders, and what he asks for (Directive 2011/83/EU art. 6(1)(h), 8(8)). */
export function OrderWords({ preview, isAtOnce }: { preview: Preview; isAtOnce: boolean }) {
  const t = useTranslations("subscription.move");
  if (!preview.isConsumer) return null;
  return (
    <p className="text-sm">
      {isAtOnce ? `${t("atOnce")} ` : ""}
      {t("withdraw")}
    </p>
  );
}

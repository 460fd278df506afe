"use client";

import { X } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { Button, LinkButton } from "@/components/ui/button";
import { formatMoney } from "@/i18n/formats";
import type { MapPoint } from "./map-point";

/** The place that was picked on the map. */
export function MapCard({ point, onClose }: { point: MapPoint; onClose: () => void }) {
  const t = useTranslations("find");
  const locale = useLocale();
  const { id, name, city, operator, price, available, evses } = point;
  return (
    <output className="absolute inset-x-2 bottom-2 z-30 flex items-start justify-between gap-4 border border-rule-strong bg-sheet p-4 sm:right-auto sm:w-96">
      <div className="flex min-w-0 flex-col gap-1">
        <p className="font-semibold">{name}</p>
        <p className="text-sm text-ink-soft">{[city, operator].filter(Boolean).join(" · ")}</p>
        <p className="text-sm">
          {[
            price ? formatMoney(price, locale) : t("map.noPrice"),
            t("list.freeOf", { available, count: evses }),
          ].join(" · ")}
        </p>
        <LinkButton href={`/charge/${id}`} size="sm" className="mt-2 self-start">
          {t("map.open")} <span className="sr-only">{name}</span>
        </LinkButton>
      </div>
      <Button variant="quiet" size="icon" aria-label={t("map.close")} onClick={onClose}>
        <X aria-hidden className="size-4" />
      </Button>
    </output>
  );
}

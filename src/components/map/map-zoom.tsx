"use client";

import { Minus, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";

/** Nearer and further, for whoever can't pinch or roll. */
export function MapZoom({ onZoom }: { onZoom: (factor: number) => void }) {
  const t = useTranslations("find.map");
  return (
    <div className="absolute top-2 right-2 z-30 flex flex-col">
      <Button variant="secondary" size="icon" aria-label={t("zoomIn")} onClick={() => onZoom(2)}>
        <Plus aria-hidden className="size-4" />
      </Button>
      <Button
        variant="secondary"
        size="icon"
        className="-mt-px"
        aria-label={t("zoomOut")}
        onClick={() => onZoom(0.5)}
      >
        <Minus aria-hidden className="size-4" />
      </Button>
    </div>
  );
}

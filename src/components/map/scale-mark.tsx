"use client";

import { useLocale } from "next-intl";
import { scaleBar } from "./map-measure";

/** How far a distance is on the drawn map. */
export function ScaleMark({ latitude, scale }: { latitude: number; scale: number }) {
  const locale = useLocale();
  if (!(scale > 0)) return null;
  const { metres, px } = scaleBar({ latitude, scale });
  const isFar = metres >= 1000;
  const text = new Intl.NumberFormat(locale, {
    style: "unit",
    unit: isFar ? "kilometer" : "meter",
  }).format(isFar ? metres / 1000 : metres);
  return (
    <div
      aria-hidden
      className="pointer-events-none absolute bottom-2 left-2 border-x border-b border-ink-soft px-1 text-center text-xs leading-4 text-ink-soft tabular-nums"
      style={{ width: px }}
    >
      {text}
    </div>
  );
}

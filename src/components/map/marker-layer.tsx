"use client";

import { useLocale, useTranslations } from "next-intl";
import { cn } from "@/components/cn";
import { formatMoney } from "@/i18n/formats";
import type { Cluster } from "./cluster-points";
import type { MapPoint, Spot } from "./map-point";

/**
 * Markers over a map: buttons that say the price, or how many places they stand for. Each names its position, so that a
 * map that moves can move it.
 */
export function MarkerLayer({
  clusters,
  selectedId,
  spotOf,
  onSelect,
  onOpenCluster,
}: {
  clusters: readonly Cluster[];
  selectedId: string | null;
  spotOf: (cluster: Cluster) => Spot;
  onSelect: (point: MapPoint) => void;
  onOpenCluster: (cluster: Cluster) => void;
}) {
  const t = useTranslations("find.map");
  return (
    <ul aria-label={t("title")} className="pointer-events-none absolute inset-0 overflow-hidden">
      {clusters.map((cluster) => {
        const { x, y } = spotOf(cluster);
        return (
          <li
            key={cluster.key}
            data-longitude={cluster.longitude}
            data-latitude={cluster.latitude}
            style={{ transform: `translate(${x}px, ${y}px)` }}
            className="absolute top-0 left-0 focus-within:z-20 hover:z-20"
          >
            <Marker {...{ cluster, selectedId, onSelect, onOpenCluster }} />
          </li>
        );
      })}
    </ul>
  );
}

const LOOK =
  "pointer-events-auto flex h-8 min-w-8 -translate-x-1/2 -translate-y-1/2 items-center justify-center gap-1.5 rounded-xs border px-2 text-sm font-semibold whitespace-nowrap tabular-nums";

function Marker({
  cluster,
  selectedId,
  onSelect,
  onOpenCluster,
}: {
  cluster: Cluster;
  selectedId: string | null;
  onSelect: (point: MapPoint) => void;
  onOpenCluster: (cluster: Cluster) => void;
}) {
  const t = useTranslations("find.map");
  const list = useTranslations("find.list");
  const locale = useLocale();
  const [point, ...others] = cluster.points;
  if (others.length > 0) {
    const count = cluster.points.length;
    return (
      <button
        type="button"
        aria-label={t("cluster", { count })}
        onClick={() => onOpenCluster(cluster)}
        className={cn(LOOK, "border-transparent bg-brand text-on-brand hover:bg-brand-hover")}
      >
        {count}
      </button>
    );
  }
  const { name, city, price, available, evses, isOld, isCheapest } = point;
  const shown = price ? formatMoney(price, locale) : t("noPrice");
  const isFree = available > 0 && !isOld;
  return (
    <button
      type="button"
      aria-pressed={point.id === selectedId}
      aria-label={t("marker", {
        name,
        city,
        price: shown,
        free: list("freeOf", { available, count: evses }),
      })}
      onClick={() => onSelect(point)}
      className={cn(
        LOOK,
        "border-rule-strong bg-sheet text-ink hover:bg-sunken",
        isCheapest && "border-on-marker bg-marker text-on-marker hover:bg-marker",
        point.id === selectedId && "outline-2 outline-offset-2 outline-brand",
      )}
    >
      <span
        aria-hidden
        className={cn(
          "size-2 rounded-full border border-current",
          isFree && (isCheapest ? "bg-current" : "border-ok bg-ok"),
        )}
      />
      {price ? shown : "–"}
    </button>
  );
}

"use client";

import { useQuery } from "@tanstack/react-query";
import { cn } from "@/components/cn";
import type { Cluster } from "./cluster-points";
import { type LabelView, pickLabels } from "./pick-labels";
import { readPlaceNames } from "./place-names";

const NONE = { towns: [], quarters: [] };

/** Names over the drawn map. Readers of the page have them with the markers and in the list. */
export function LabelLayer({ view, clusters }: { view: LabelView; clusters: readonly Cluster[] }) {
  const names = useQuery({
    queryKey: ["map", "names"],
    queryFn: readPlaceNames,
    staleTime: Infinity,
  });
  const labels = pickLabels(view, {
    names: names.data ?? NONE,
    stations: clusters.flatMap(({ points }) => (points.length === 1 ? points : [])),
    markers: clusters.map((cluster) => view.spotOf(cluster)),
  });
  return (
    <div aria-hidden className="pointer-events-none absolute inset-0 overflow-hidden">
      {labels.map(({ key, text, kind, x, y, under, longitude, latitude }) => (
        <span
          key={key}
          data-longitude={longitude}
          data-latitude={latitude}
          className="absolute top-0 left-0"
          style={{ transform: `translate(${x}px, ${y}px)` }}
        >
          <span
            className={cn(
              "absolute -translate-x-1/2 -translate-y-1/2 text-xs leading-none whitespace-nowrap",
              kind === "station" && "font-medium text-ink",
              kind === "town" && "font-medium text-ink-soft",
              kind === "quarter" && "text-ink-soft italic",
            )}
            style={{ ...HALO, top: under }}
          >
            {text}
          </span>
        </span>
      ))}
    </div>
  );
}

/** Lines of the drawing do not run through letters. */
const HALO = {
  textShadow:
    "0 0 2px var(--paper), 0 0 2px var(--paper), 0 0 3px var(--paper), 0 0 3px var(--paper)",
};

import { useTranslations } from "next-intl";
import { PlaceMap } from "@/components/map/place-map";
import { readEnv } from "@/config/env";
import { isPoint } from "@/core/roaming/coordinates";
import type { RouterOutputs } from "@/trpc/outputs";
import { isOld } from "./ago";
import { cheapestOf } from "./cheapest-of";

type Place = RouterOutputs["driver"]["charge"]["places"]["places"][number];

/** The places found on a map; the list below says the same. */
export function PlacesMap({
  places,
  near,
  now,
  fit,
}: {
  places: readonly Place[];
  /** What the map is fitted to anew when it changes. */
  fit: string;
  near: { readonly latitude: number; readonly longitude: number } | null;
  now: Temporal.Instant;
}) {
  const t = useTranslations("find.map");
  const placed = places.filter(isPoint);
  const cheapest = cheapestOf(places);
  const unplaced = places.length - placed.length;
  return (
    <div className="flex flex-col gap-2">
      <PlaceMap
        key={fit}
        styleUrl={readEnv().MAP_STYLE_URL ?? null}
        near={near}
        points={placed.map((place) => ({
          id: place.id,
          name: place.name,
          city: place.city,
          operator: place.operator,
          latitude: Number(place.latitude),
          longitude: Number(place.longitude),
          price: place.price?.total ?? null,
          available: place.available,
          evses: place.evses,
          isOld: place.statusAt === null || isOld(place.statusAt, now),
          isCheapest: cheapest.has(place.id),
        }))}
      />
      {unplaced > 0 ? (
        <p className="text-sm text-ink-soft">{t("unplaced", { count: unplaced })}</p>
      ) : null}
    </div>
  );
}

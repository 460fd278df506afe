import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { Money } from "@/components/money";
import { Badge } from "@/components/ui/badge";
import { formatDecimal } from "@/i18n/formats";
import type { RouterOutputs } from "@/trpc/outputs";
import { Updated } from "./ago";
import { plugName } from "./plug-name";
import { Power } from "./power";

type Place = RouterOutputs["driver"]["charge"]["places"]["places"][number];

/** A place in the list: whether one can charge there now, with what, and from what price. */
export function PlaceEntry({ place, now }: { place: Place; now: Temporal.Instant }) {
  const t = useTranslations("driver.charge");
  const { available, evses, isOpen, distanceM } = place;
  return (
    <li className="relative grid gap-x-8 gap-y-2 border-b py-5 hover:bg-sunken/60 sm:grid-cols-[minmax(0,1fr)_auto]">
      <div className="flex min-w-0 flex-col gap-1">
        <h2 className="text-lg font-semibold">
          <Link
            href={`/charge/${place.id}`}
            className="after:absolute after:inset-0 hover:underline"
          >
            {place.name}
          </Link>
        </h2>
        <p className="text-ink-soft">
          {[place.address === place.name ? "" : place.address, place.city]
            .filter(Boolean)
            .join(", ")}
          {" · "}
          {place.operator}
        </p>
        <p className="flex flex-wrap gap-x-3 text-sm">
          {place.plugs.map(({ standard, powerW }) => (
            <span key={standard} className="whitespace-nowrap">
              {plugName(standard, t)}
              {powerW === null ? null : (
                <span className="text-ink-soft">
                  {" "}
                  <Power watts={powerW} />
                </span>
              )}
            </span>
          ))}
        </p>
      </div>
      <div className="flex flex-row flex-wrap items-baseline gap-x-4 gap-y-1 sm:flex-col sm:items-end">
        {distanceM === null ? null : <Distance metres={distanceM} />}
        {isOpen === false ? (
          <Badge tone="bad">{t("closed")}</Badge>
        ) : (
          <Badge tone={available > 0 ? "ok" : "neutral"}>
            {available > 0 ? t("free", { available, evses }) : t("noneFree", { evses })}
          </Badge>
        )}
        <span className="text-sm text-ink-soft">
          <Updated at={place.statusAt} now={now} />
        </span>
        <span className="text-sm text-ink-soft">
          {place.fromPrice ? (
            <>
              {t("from")} <Money value={place.fromPrice} className="font-semibold text-ink" />
            </>
          ) : (
            t("priceUnknown")
          )}
        </span>
      </div>
    </li>
  );
}

function Distance({ metres }: { metres: number }) {
  const t = useTranslations("driver.charge");
  const locale = useLocale();
  const isFar = metres >= 950;
  const distance = isFar
    ? formatDecimal(String(metres / 1000), locale, metres >= 9_950 ? 0 : 1)
    : formatDecimal(String(Math.max(10, Math.round(metres / 10) * 10)), locale, 0);
  return (
    <span className="font-semibold whitespace-nowrap tabular-nums">
      {t(isFar ? "distanceKm" : "distanceM", { distance })}
    </span>
  );
}

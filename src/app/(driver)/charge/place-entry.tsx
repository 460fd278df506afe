import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { Money } from "@/components/money";
import { Badge } from "@/components/ui/badge";
import { formatDuration, formatMicroMoney } from "@/i18n/formats";
import type { RouterOutputs } from "@/trpc/outputs";
import { cents } from "./all-in";
import { Distance } from "./distance";
import { FreeNow } from "./free-now";
import { plugName } from "./plug-name";
import { Power } from "./power";

type Place = RouterOutputs["driver"]["charge"]["places"]["places"][number];

/** A place in the list: whether one can charge there now, with what, and what the charge in mind costs. */
export function PlaceEntry({
  place,
  now,
  isCheapest,
  car,
}: {
  place: Place;
  now: Temporal.Instant;
  isCheapest: boolean;
  /** The name of the car that prices are for. */
  car: string | null;
}) {
  const t = useTranslations("driver.charge");
  const { isOpen, distanceM } = place;
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
          {distanceM === null ? null : (
            <>
              {" · "}
              <Distance metres={distanceM} />
            </>
          )}
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
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
          {isOpen === false ? <Badge tone="bad">{t("closed")}</Badge> : null}
          <FreeNow place={place} now={now} />
        </p>
      </div>
      <EntryPrice place={place} isCheapest={isCheapest} car={car} />
    </li>
  );
}

function EntryPrice({
  place: { price, problem },
  isCheapest,
  car,
}: {
  place: Place;
  isCheapest: boolean;
  car: string | null;
}) {
  const t = useTranslations("find");
  const charge = useTranslations("driver.charge");
  const locale = useLocale();
  if (!price) {
    return (
      <p className="max-w-60 self-center text-sm text-ink-soft sm:text-right">
        {problem === null
          ? charge("priceUnknown")
          : t(`list.problem.${problem}`, { car: car ?? "" })}
      </p>
    );
  }
  const lasts = price.chargedAt.epochMilliseconds - price.startAt.epochMilliseconds;
  return (
    <div className="flex flex-row flex-wrap items-baseline gap-x-3 gap-y-1 sm:flex-col sm:items-end">
      <span>
        <span className="text-sm text-ink-soft">{charge("from")} </span>
        <Money
          value={price.total}
          className={isCheapest ? "marked text-xl font-semibold" : "text-xl font-semibold"}
        />
      </span>
      {isCheapest ? <span className="text-sm font-medium">{t("list.cheapest")}</span> : null}
      {price.perKwh === null ? null : (
        <span className="text-sm text-ink-soft">
          {t("list.perKwh", {
            price: formatMicroMoney(cents(price.perKwh), price.total.currency, locale),
          })}
        </span>
      )}
      {price.isStretched ? (
        <span className="text-sm text-wait">
          {t("need.longerShort", { time: formatDuration(lasts) })}
        </span>
      ) : null}
    </div>
  );
}

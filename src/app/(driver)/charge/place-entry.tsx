import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { Dotted } from "@/components/dotted";
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
    <li className="relative grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-1 border-b py-5 hover:bg-sunken/60 sm:gap-x-8">
      <div className="min-w-0 max-sm:contents sm:flex sm:flex-col sm:gap-1">
        <h2 className="text-lg font-semibold">
          <Link
            href={`/charge/${place.id}`}
            className="after:absolute after:inset-0 hover:underline"
          >
            {place.name}
          </Link>
        </h2>
        <p className="col-span-2 text-ink-soft">
          <Dotted>
            {[place.address === place.name ? "" : place.address, place.city]
              .filter(Boolean)
              .join(", ")}
            {place.operator}
            {distanceM === null ? null : <Distance metres={distanceM} />}
          </Dotted>
        </p>
        <p className="col-span-2 flex flex-wrap gap-x-3 text-sm">
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
        <p className="col-span-2 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
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
      <p className="text-sm text-ink-soft max-sm:col-span-2 sm:max-w-60 sm:self-center sm:text-right">
        {problem === null
          ? charge("priceUnknown")
          : t(`list.problem.${problem}`, { car: car ?? "" })}
      </p>
    );
  }
  const lasts = price.chargedAt.epochMilliseconds - price.startAt.epochMilliseconds;
  return (
    <div className="max-sm:contents sm:flex sm:flex-col sm:items-end sm:gap-1">
      <span className="text-right whitespace-nowrap max-sm:col-start-2 max-sm:row-start-1">
        <span className="text-sm text-ink-soft">{charge("from")} </span>
        <Money
          value={price.total}
          className={isCheapest ? "marked text-xl font-semibold" : "text-xl font-semibold"}
        />
      </span>
      <span className="flex flex-wrap items-baseline gap-x-3 max-sm:col-span-2 sm:flex-col sm:items-end sm:gap-y-1">
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
      </span>
    </div>
  );
}

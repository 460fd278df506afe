import { useTranslations } from "next-intl";
import { LinkButton } from "@/components/ui/button";
import type { RouterOutputs } from "@/trpc/outputs";
import { cheapestOf } from "./cheapest-of";
import { chargeHref, STEP } from "./charge-address";
import { PlaceEntry } from "./place-entry";

type Found = RouterOutputs["driver"]["charge"]["places"];

/** The places found, a part at a time; the cheapest of all that were found are marked. */
export function PlaceList({
  places,
  hasMore,
  isPartial,
  values,
  now,
  car,
}: Found & {
  values: Parameters<typeof chargeHref>[1] & { readonly n: number };
  now: Temporal.Instant;
  car: string | null;
}) {
  const t = useTranslations("find.list");
  const most = Math.max(STEP, values.n);
  const shown = places.slice(0, most);
  const cheapest = cheapestOf(places);
  return (
    <>
      <ul className="border-t border-ink">
        {shown.map((place) => (
          <PlaceEntry
            key={place.id}
            place={place}
            now={now}
            isCheapest={cheapest.has(place.id)}
            car={car}
          />
        ))}
      </ul>
      {shown.length < places.length ? (
        <div className="flex flex-wrap items-center gap-4 pt-2">
          <LinkButton
            variant="secondary"
            scroll={false}
            href={chargeHref("/charge", { ...values, n: most + STEP })}
          >
            {t("more")}
          </LinkButton>
          <span className="text-sm text-ink-soft">
            {t("shown", { shown: shown.length, count: places.length })}
          </span>
        </div>
      ) : null}
      {hasMore ? (
        <p className="text-sm text-ink-soft">{t("cut", { count: places.length })}</p>
      ) : null}
      {isPartial ? (
        <p className="text-sm text-ink-soft">
          {t("partial", { near: String(values.near !== null && values.near !== undefined) })}
        </p>
      ) : null}
    </>
  );
}

import Link from "next/link";
import { getTranslations } from "next-intl/server";
import type { WithSearch } from "@/app/page-props";
import { pageTitle } from "@/app/page-title";
import { cn } from "@/components/cn";
import { Empty } from "@/components/ui/empty";
import { PageHeader } from "@/components/ui/page-header";
import { readWish } from "@/trpc/inputs/charge-wish";
import { readSearch } from "@/trpc/inputs/read-search";
import { api } from "@/trpc/server";
import { chargeAddress, chargeHref } from "./charge-address";
import { keptWish, ownCar } from "./kept-wish";
import { NeedLine } from "./need-line";
import { NothingFound } from "./nothing-found";
import { OpenCommands } from "./open-commands";
import { PlaceFilters } from "./place-filters";
import { PlaceList } from "./place-list";
import { PlaceSearch } from "./place-search";
import { PlacesMap } from "./places-map";
import { ViewSwitch } from "./view-switch";

export const generateMetadata = () => pageTitle("driver.charge");

export default async function ChargePage({ searchParams }: WithSearch) {
  const [values, kept, { driver }] = await Promise.all([
    chargeAddress.parse(searchParams),
    keptWish(),
    api(),
  ]);
  const [t, { operators, currency }, open, cars] = await Promise.all([
    getTranslations("driver.charge"),
    driver.charge.choices(),
    driver.charge.open(),
    driver.vehicles.list(),
  ]);
  const wish = readWish(values, kept, ownCar(cars));
  const search = readSearch(values, currency);
  const found = await driver.charge.places({ ...search, wish });
  const { places } = found;
  const isSearched = Object.keys(search).some((name) => name !== "near" && name !== "order");
  const loosened =
    places.length === 0 && isSearched ? await driver.charge.loosen({ ...search, wish }) : [];
  const car = cars.find(({ id }) => id === wish.vehicleId)?.name ?? null;
  const now = Temporal.Now.instant();
  const bare = { ...values, kwh: null, min: null, car: null };
  const isMap = values.view === "map";
  const hasAny = places.length > 0 || isSearched;
  const need = <NeedLine wish={wish} cars={cars} back={chargeHref("/charge", bare)} />;
  return (
    <>
      <div className={isMap ? "max-sm:sr-only" : undefined}>
        <PageHeader title={t("title")} lead={t("lead")} />
      </div>
      <OpenCommands commands={open} />
      {isMap ? null : need}
      <div className={cn("-mt-4 flex flex-col gap-4", isMap && "max-sm:-mt-5 max-sm:gap-2")}>
        <PlaceSearch text={search.text ?? ""} kept={keptFields(values)} isCompact={isMap} />
        <div className="flex flex-wrap items-start justify-between gap-2">
          <PlaceFilters
            operators={operators}
            currency={currency}
            isNear={search.near !== undefined}
            isFolded={isMap}
          />
          {isMap ? (
            <div className="ml-auto">
              <ViewSwitch view="map" values={values} />
            </div>
          ) : null}
        </div>
        {isMap && hasAny ? (
          <PlacesMap
            places={places}
            near={search.near ?? null}
            now={now}
            fit={JSON.stringify([values.q, values.near, values.op])}
          />
        ) : null}
      </div>
      {isMap ? need : null}
      {hasAny ? (
        <section aria-label={t("title")} className="-mt-2 flex flex-col gap-3">
          <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-2">
            <p className="text-sm text-ink-soft">
              {t("results", { count: places.length })}
              {search.near ? (
                <>
                  {` · ${t("nearest")} · `}
                  <Link
                    href={chargeHref("/charge", { ...values, near: null })}
                    className="underline underline-offset-4"
                  >
                    {t("forgetNear")}
                  </Link>
                </>
              ) : null}
            </p>
            {isMap ? null : <ViewSwitch view="list" values={values} />}
          </div>
          {places.length === 0 ? (
            <NothingFound loosened={loosened} values={values} />
          ) : (
            <PlaceList {...found} values={values} now={now} car={car} />
          )}
        </section>
      ) : (
        <Empty title={t("emptyAll")}>{t("emptyAllText")}</Empty>
      )}
    </>
  );
}

/** What the address says besides the words, for a form that changes those. */
function keptFields(values: Parameters<typeof chargeHref>[1]) {
  const query = new URLSearchParams(chargeHref("", { ...values, q: null, n: null }));
  return [...query].map(([name, value]) => [name, value] as const);
}

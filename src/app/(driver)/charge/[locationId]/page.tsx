import { MapPin, Phone } from "lucide-react";
import type { Metadata } from "next";
import { getLocale, getTimeZone, getTranslations } from "next-intl/server";
import { createSearchParamsCache, parseAsString } from "nuqs/server";
import { plugName } from "@/app/(driver)/charge/plug-name";
import { found } from "@/app/found";
import type { WithSearch } from "@/app/page-props";
import { Badge } from "@/components/ui/badge";
import { Empty } from "@/components/ui/empty";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import type { RouterOutputs } from "@/trpc/outputs";
import { readPlannedCharge } from "@/trpc/inputs/charge";
import { api } from "@/trpc/server";
import { EvseEntry } from "./evse-entry";
import { PlacePlan } from "./place-plan";
import { PlanForm } from "./plan-form";

type Place = RouterOutputs["driver"]["charge"]["place"];

interface WithLocation {
  readonly params: Promise<{ locationId: string }>;
}

export async function generateMetadata({ params }: WithLocation): Promise<Metadata> {
  const { locationId: id } = await params;
  const place = await found((await api()).driver.charge.place({ id }));
  return { title: place.name };
}

const query = createSearchParamsCache({ kwh: parseAsString, min: parseAsString });

export default async function PlacePage({ params, searchParams }: WithLocation & WithSearch) {
  const [{ locationId: id }, { kwh, min }] = await Promise.all([params, query.parse(searchParams)]);
  const charge = readPlannedCharge(kwh, min);
  const [t, place, timeZone, cars] = await Promise.all([
    getTranslations("driver.charge"),
    found((await api()).driver.charge.place({ id, charge })),
    getTimeZone(),
    (await api()).driver.vehicles.list(),
  ]);
  const { evses, isOpen, name, address, city, operator } = place;
  const quotes = evses.flatMap(({ connectors }) => connectors.map(({ quote }) => quote));
  const priced = quotes.find((quote) => quote.ok);
  const now = Temporal.Now.instant();
  return (
    <>
      <PageHeader
        back={{ href: "/charge", label: t("place.back") }}
        title={
          <span className="flex flex-wrap items-center gap-x-4 gap-y-2">
            {name}
            {isOpen === null ? null : (
              <Badge tone={isOpen ? "ok" : "bad"} className="text-sm">
                {t(isOpen ? "open" : "closed")}
              </Badge>
            )}
          </span>
        }
        lead={`${[address === name ? "" : address, city].filter(Boolean).join(", ")} · ${operator}`}
      />
      {place.takesCommands ? null : (
        <Notice title={t("place.noCommands", { operator })} tone="info" />
      )}
      {evses.length === 0 ? (
        <Empty title={t("place.noEvses")}>{t("place.noEvsesText")}</Empty>
      ) : (
        <Section title={t("place.evses")}>
          <PlanForm locationId={place.id} {...charge} />
          <ul className="border-t border-ink">
            {evses.map((evse) => (
              <EvseEntry key={evse.uid} {...{ place, evse, now, timeZone }} />
            ))}
          </ul>
          {priced?.ok ? (
            <p className="max-w-prose text-sm text-ink-soft">
              {t(`price.${priced.value.basis}`)} {t("price.note")}
            </p>
          ) : null}
        </Section>
      )}
      <PlacePlan
        locationId={place.id}
        operator={operator}
        timeZone={place.timeZone ?? timeZone}
        hasCar={cars.length > 0}
        choices={evses.flatMap((evse) =>
          evse.connectors.map((connector) => ({
            evseUid: evse.uid,
            connectorId: connector.id,
            label: `${evse.label} · ${plugName(connector.standard, (key) => t(key))}`,
          })),
        )}
      />
      <FindThere place={place} />
    </>
  );
}

/** How to get there, and whom to call from there. */
async function FindThere({ place }: { place: Place }) {
  const [t, locale] = await Promise.all([getTranslations("driver.charge"), getLocale()]);
  const { latitude, longitude, helpPhone, directions } = place;
  const words = directions.find(({ language }) => language === locale) ?? directions[0];
  const hasPoint = [latitude, longitude].every((text) => /^-?\d+(?:\.\d+)?$/.test(text));
  if (!hasPoint && !helpPhone && !words) return null;
  const linkLook = "inline-flex items-center gap-2 self-start py-1 underline underline-offset-4";
  return (
    <Section title={t("place.directions")}>
      {words ? <p className="max-w-prose">{words.text}</p> : null}
      {hasPoint ? (
        <a
          href={`https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=17/${latitude}/${longitude}`}
          target="_blank"
          rel="noreferrer"
          className={linkLook}
        >
          <MapPin aria-hidden className="size-4" />
          {t("place.map")}
        </a>
      ) : null}
      {helpPhone ? (
        <a href={`tel:${helpPhone.replaceAll(/[^+\d]/g, "")}`} className={linkLook}>
          <Phone aria-hidden className="size-4" />
          {t("place.help")}: {helpPhone}
        </a>
      ) : null}
    </Section>
  );
}

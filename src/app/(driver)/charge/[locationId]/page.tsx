import type { Metadata } from "next";
import { getTimeZone, getTranslations } from "next-intl/server";
import { createSearchParamsCache, parseAsString } from "nuqs/server";
import { NeedLine } from "@/app/(driver)/charge/need-line";
import { plugName } from "@/app/(driver)/charge/plug-name";
import type { WithSearch } from "@/app/page-props";
import { Dotted } from "@/components/dotted";
import { Badge } from "@/components/ui/badge";
import { Empty } from "@/components/ui/empty";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { CheapestHere } from "./cheapest-here";
import { ComparePlaces } from "./compare-places";
import { EvseEntry } from "./evse-entry";
import { NeedMet } from "./need-met";
import { PlaceFacts } from "./place-facts";
import { PlacePlan } from "./place-plan";
import { readPlace } from "./read-place";

interface WithLocation {
  readonly params: Promise<{ locationId: string }>;
}

const query = createSearchParamsCache({
  kwh: parseAsString,
  min: parseAsString,
  car: parseAsString,
});

async function readAsked({ params, searchParams }: WithLocation & WithSearch) {
  const [{ locationId }, { kwh, min, car }] = await Promise.all([
    params,
    query.parse(searchParams),
  ]);
  return readPlace(locationId, kwh, min, car);
}

export async function generateMetadata(props: WithLocation & WithSearch): Promise<Metadata> {
  const { place } = await readAsked(props);
  return { title: place.name };
}

export default async function PlacePage(props: WithLocation & WithSearch) {
  const [t, { place, wish, cars }, ownZone] = await Promise.all([
    getTranslations("driver.charge"),
    readAsked(props),
    getTimeZone(),
  ]);
  const { evses, isOpen, name, address, city, operator } = place;
  const timeZone = place.timeZone ?? ownZone;
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
        lead={
          <Dotted>
            {[address === name ? "" : address, city].filter(Boolean).join(", ")}
            {operator}
          </Dotted>
        }
      />
      <div className="flex flex-col gap-2">
        <NeedLine wish={wish} cars={cars} back={`/charge/${place.id}`} />
        <NeedMet need={place.need} />
      </div>
      {place.takesCommands ? null : (
        <Notice title={t("place.noCommands", { operator })} tone="info" />
      )}
      {evses.length === 0 ? (
        <Empty title={t("place.noEvses")}>{t("place.noEvsesText")}</Empty>
      ) : (
        <>
          <CheapestHere place={place} timeZone={timeZone} />
          <Section title={t("place.evses")}>
            <ul className="border-t border-ink">
              {evses.map((evse) => (
                <EvseEntry key={evse.uid} {...{ place, evse, now, timeZone }} />
              ))}
            </ul>
          </Section>
        </>
      )}
      <ComparePlaces place={place} now={now} />
      <PlacePlan
        locationId={place.id}
        operator={operator}
        timeZone={timeZone}
        hasCar={cars.length > 0}
        choices={evses.flatMap((evse) =>
          evse.connectors.map((connector) => ({
            evseUid: evse.uid,
            connectorId: connector.id,
            label: `${evse.label} · ${plugName(connector.standard, (key) => t(key))}`,
          })),
        )}
      />
      <PlaceFacts place={place} timeZone={timeZone} now={now} />
    </>
  );
}

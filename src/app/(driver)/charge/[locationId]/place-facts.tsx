import { MapPin, Navigation, Phone } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { Facts } from "@/components/ui/facts";
import { Section } from "@/components/ui/section";
import { isPoint } from "@/core/roaming/coordinates";
import type { RouterOutputs } from "@/trpc/outputs";
import { wordOr } from "./known-word";
import { OpeningHours } from "./opening-hours";
import { PlacePictures } from "./place-pictures";

type Place = RouterOutputs["driver"]["charge"]["place"];

const FACILITIES = [
  "HOTEL",
  "RESTAURANT",
  "CAFE",
  "MALL",
  "SUPERMARKET",
  "SPORT",
  "RECREATION_AREA",
  "NATURE",
  "MUSEUM",
  "BIKE_SHARING",
  "BUS_STOP",
  "TAXI_STAND",
  "TRAM_STOP",
  "METRO_STATION",
  "TRAIN_STATION",
  "AIRPORT",
  "PARKING_LOT",
  "CARPOOL_PARKING",
  "FUEL_STATION",
  "WIFI",
] as const;
const PARKING = [
  "ALONG_MOTORWAY",
  "PARKING_GARAGE",
  "PARKING_LOT",
  "ON_DRIVEWAY",
  "ON_STREET",
  "UNDERGROUND_GARAGE",
] as const;

/** When a place is open, what is around it, how to get there, and whom to call from there. */
export function PlaceFacts({
  place,
  timeZone,
  now,
}: {
  place: Place;
  timeZone: string;
  now: Temporal.Instant;
}) {
  const t = useTranslations("find");
  const { hours, chargesWhenClosed, facilities, parkingType, energyMix, pictures, operator } =
    place;
  const isAlways = hours?.twentyfourseven === true;
  return (
    <Section title={t("facts.title")}>
      <Facts
        facts={[
          {
            label: t("facts.hours"),
            value: hours ? (
              <OpeningHours hours={hours} timeZone={timeZone} now={now} />
            ) : (
              t("facts.hoursUnknown")
            ),
          },
          {
            label: t("facts.afterHours"),
            value:
              chargesWhenClosed === null || isAlways
                ? null
                : t(chargesWhenClosed ? "facts.goesOn" : "facts.ends"),
          },
          {
            label: t("facts.facilities"),
            value: facilities
              .map((one) => wordOr(FACILITIES, one, (known) => t(`facility.${known}`)))
              .join(", "),
          },
          {
            label: t("facts.parking"),
            value:
              parkingType && wordOr(PARKING, parkingType, (known) => t(`parkingType.${known}`)),
          },
          {
            label: t("facts.green"),
            value: energyMix?.isGreenEnergy ? t("facts.greenYes") : null,
          },
        ]}
      />
      <PlacePictures pictures={pictures} operator={operator} />
      <FindThere place={place} />
    </Section>
  );
}

function FindThere({ place }: { place: Place }) {
  const t = useTranslations("driver.charge.place");
  const find = useTranslations("find.facts");
  const locale = useLocale();
  const { name, latitude, longitude, helpPhone, directions } = place;
  const words = directions.find(({ language }) => language === locale) ?? directions[0];
  const hasPoint = isPoint(place);
  if (!hasPoint && !helpPhone && !words) return null;
  const linkLook =
    "inline-flex items-center gap-2 self-start py-1 underline underline-offset-4 pointer-coarse:py-2.5";
  return (
    <div className="flex flex-col gap-2">
      <h3 className="font-semibold">{t("directions")}</h3>
      {words ? <p className="max-w-prose">{words.text}</p> : null}
      {hasPoint ? (
        <>
          <a
            href={`geo:${latitude},${longitude}?q=${latitude},${longitude}(${encodeURIComponent(name)})`}
            className={linkLook}
          >
            <Navigation aria-hidden className="size-4" />
            {find("mapApp")}
          </a>
          <a
            href={`https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=17/${latitude}/${longitude}`}
            target="_blank"
            rel="noreferrer"
            className={linkLook}
          >
            <MapPin aria-hidden className="size-4" />
            {t("map")}
          </a>
        </>
      ) : null}
      {helpPhone ? (
        <a href={`tel:${helpPhone.replaceAll(/[^+\d]/g, "")}`} className={linkLook}>
          <Phone aria-hidden className="size-4" />
          {t("help")}: {helpPhone}
        </a>
      ) : null}
    </div>
  );
}

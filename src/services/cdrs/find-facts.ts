import { findImpossible, type Impossibility, type KnownPlace } from "@/core/rating/find-impossible";
import { usualFindings, type FindingCode } from "@/core/rating/usual-findings";
import type { PricedCdr } from "@/core/rating/priced-cdr";
import type { Cdr } from "@/core/roaming/cdr";
import { parkingWhileHeld } from "@/core/smart-charging/parking-while-held";
import type { PartnerSettings } from "@/db/schema/partners";
import type { Hold } from "./hold";
import type { RatableCdr, RatingFacts } from "./load-rating-facts";
import { parkingDetail } from "./parking-detail";
import type { RatedCost } from "./rate-cdr";

/** Most contracts end the duty to pay so many days after the charge. */
const LATE_DAYS = 90;

/** Findings about a CDR's facts, by what becomes of them. */
export interface Findings {
  readonly held: readonly Hold[];
  readonly noted: readonly Hold[];
}

/** What is odd about who charged where and when, by what we hold of the place and of other charges. */
export function findFacts(
  { row, cdr }: RatableCdr,
  facts: RatingFacts,
  { priced }: RatedCost,
): Findings {
  const all = [
    ...facts.overlaps.map(overlapHold),
    ...findImpossible(cdr, knownPlace(cdr, facts)).map(impossibleHold),
    ...secondTariff(cdr),
    ...parkedByUs(cdr, facts, priced.ok ? priced.value : null),
    ...tooLate(row.receivedAt, cdr),
  ];
  const isHeld = ({ code }: Hold) => becomes(facts.settings, code as FindingCode) === "hold";
  return { held: all.filter(isHeld), noted: all.filter((one) => !isHeld(one)) };
}

function becomes({ findings }: PartnerSettings, code: FindingCode): "hold" | "note" {
  return findings?.[code] ?? usualFindings[code];
}

function knownPlace(cdr: Cdr, { place }: RatingFacts): KnownPlace | null {
  if (place === null) return null;
  const connectors = place.connector ? [place.connector] : [];
  return { evses: place.evseId === null ? [] : [{ uid: cdr.cdrLocation.evseUid, connectors }] };
}

function overlapHold({ code, otherCdrId, overlapMs }: RatingFacts["overlaps"][number]): Hold {
  const what = code === "overlap-token" ? "the same token" : "the same charging point";
  return {
    code,
    words: `another charge used ${what} at the same time`,
    detail: { overlapSeconds: Math.round(overlapMs / 1_000) },
    otherCdrId,
  };
}

function impossibleHold(found: Impossibility): Hold {
  switch (found.code) {
    case "impossible-power":
      return {
        code: found.code,
        words: "it has more energy than the connector gives in that time",
        detail: { impliedMicroKw: `${found.impliedPower}`, mostMicroKw: `${found.maxPower}` },
      };
    case "impossible-time":
      return {
        code: found.code,
        words: "it states more time than it lasted",
        detail: { statedMicroHours: `${found.stated}`, lastedMicroHours: `${found.lasted}` },
      };
    case "unknown-place":
      return {
        code: found.code,
        words: `we hold no such ${found.missing}`,
        detail: { missing: found.missing },
      };
  }
}

function parkedByUs(
  cdr: Cdr,
  { profiles, settings }: RatingFacts,
  priced: PricedCdr | null,
): Hold[] {
  const meaning = settings.parkingMeans ?? "not-charging";
  const found = parkingWhileHeld({ cdr, priced, profiles, meaning });
  if (!found) return [];
  const minutes = Math.round(found.overlapMs / 60_000);
  const words = `${minutes} min of the parking that it bills were while our own profile held the car`;
  return [{ code: "parking-while-held", words, detail: parkingDetail(found, cdr.currency) }];
}

function secondTariff({ chargingPeriods }: Cdr): Hold[] {
  const names = new Set(
    chargingPeriods.flatMap(({ tariffId }) => (tariffId ? [tariffId.toUpperCase()] : [])),
  );
  if (names.size < 2) return [];
  const tariffs = [...names].join(", ");
  return [{ code: "second-tariff", words: `its periods name ${tariffs}`, detail: { tariffs } }];
}

function tooLate(receivedAt: Temporal.Instant, { endDateTime }: Cdr): Hold[] {
  const days = Math.floor(
    (receivedAt.epochMilliseconds - endDateTime.epochMilliseconds) / 86_400_000,
  );
  return days > LATE_DAYS
    ? [{ code: "too-late", words: `it came ${days} days after the charge`, detail: { days } }]
    : [];
}

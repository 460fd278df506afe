import { alpha2Country } from "@/core/roaming/country";
import type { Location } from "@/core/roaming/location";

/** Countries that are one bidding zone. */
const WHOLE: Readonly<Record<string, string>> = {
  FI: "FI",
  EE: "EE",
  LV: "LV",
  LT: "LT",
  PL: "PL",
  DE: "DE_LU",
  LU: "DE_LU",
  NL: "NL",
  BE: "BE",
  FR: "FR",
  AT: "AT",
  CH: "CH",
  CZ: "CZ",
  SK: "SK",
  HU: "HU",
  SI: "SI",
  HR: "HR",
  RO: "RO",
  BG: "BG",
  GR: "GR",
  ES: "ES",
  PT: "PT",
  IE: "IE_SEM",
};

/** The southern edges of Sweden's zones, roughly: they cross the country from coast to coast. Degrees north. */
const SWEDISH_EDGES = [
  { from: 65, zone: "SE1" },
  { from: 61, zone: "SE2" },
  { from: 57, zone: "SE3" },
  { from: 0, zone: "SE4" },
] as const;

/** Denmark's two zones meet in the Great Belt. Degrees east. */
const GREAT_BELT = 10.9;

/**
 * The bidding zone that a place most likely lies in, by its country and, where that has several, its coordinates. An
 * estimate for places that nobody described to us; null where the country has zones that coordinates alone do not tell
 * apart.
 */
export function zoneOfPlace({
  country,
  coordinates,
}: Pick<Location, "country" | "coordinates">): string | null {
  const code = alpha2Country(country);
  if (code === undefined) return null;
  const [latitude, longitude] = [degrees(coordinates.latitude), degrees(coordinates.longitude)];
  if (code === "SE") return SWEDISH_EDGES.find(({ from }) => latitude >= from)?.zone ?? null;
  if (code === "DK" && Number.isFinite(longitude)) return longitude < GREAT_BELT ? "DK1" : "DK2";
  return WHOLE[code] ?? null;
}

function degrees(text: string): number {
  return text.trim() === "" ? NaN : Number(text);
}

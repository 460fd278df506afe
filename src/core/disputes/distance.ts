import type { GeoLocation } from "@/core/roaming/party";

const EARTH_KM = 6_371;

/** Kilometres between two places on the great circle; null where one of them is not stated in numbers, or is 0, 0. */
export function distanceKm(a: GeoLocation, b: GeoLocation): number | null {
  const [one, two] = [pointOf(a), pointOf(b)];
  if (one === null || two === null) return null;
  const half = (angle: number) => Math.sin(angle / 2) ** 2;
  const h =
    half(two.lat - one.lat) + Math.cos(one.lat) * Math.cos(two.lat) * half(two.lon - one.lon);
  return 2 * EARTH_KM * Math.asin(Math.sqrt(Math.min(h, 1)));
}

function pointOf({ latitude, longitude }: GeoLocation): { lat: number; lon: number } | null {
  const [lat, lon] = [Number(latitude), Number(longitude)];
  // What some send for "we do not say".
  const isNowhere = lat === 0 && lon === 0;
  const isOnEarth = Math.abs(lat) <= 90 && Math.abs(lon) <= 180;
  if (latitude.trim() === "" || longitude.trim() === "" || isNowhere || !isOnEarth) return null;
  return { lat: (lat * Math.PI) / 180, lon: (lon * Math.PI) / 180 };
}

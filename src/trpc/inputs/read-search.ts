import { exponentOf } from "@/core/money/currency";
import type { PlaceSearch } from "./place-search";

/** "59.3195,18.0723": where the driver is, in degrees. Null for anything else. */
export function readPoint(text: string | null | undefined) {
  const match = /^(-?\d{1,2}(?:\.\d{1,6})?),(-?\d{1,3}(?:\.\d{1,6})?)$/.exec(text ?? "");
  const point = { latitude: Number(match?.[1]), longitude: Number(match?.[2]) };
  return match && Math.abs(point.latitude) <= 90 && Math.abs(point.longitude) <= 180 ? point : null;
}

/** "17.9,59.2,18.2,59.4": a part of the map as west, south, east, north. Null for anything else. */
export function readBox(text: string | null | undefined) {
  const parts = (text ?? "").split(",");
  if (parts.length !== 4 || !parts.every((part) => /^-?\d{1,3}(\.\d{1,6})?$/.test(part)))
    return null;
  const [west = 0, south = 0, east = 0, north = 0] = parts.map(Number);
  const isSound = Math.abs(west) <= 180 && Math.abs(east) <= 180 && south < north;
  return isSound && south >= -90 && north <= 90 ? { west, south, east, north } : null;
}

/** The plugs that drivers tell apart, as addresses name them. OCPI mod_locations, ConnectorType. */
const plugs = {
  type2: ["IEC_62196_T2"],
  ccs: ["IEC_62196_T2_COMBO"],
  chademo: ["CHADEMO"],
  schuko: ["DOMESTIC_F"],
} as const;
export type PlugChoice = keyof typeof plugs;
export const plugChoices = ["type2", "ccs", "chademo", "schuko"] as const satisfies PlugChoice[];

/** The least powers to choose from, kW. */
export const powerChoices = ["11", "22", "50", "100", "150", "300"] as const;

const orders = ["price", "power", "distance"] as const satisfies NonNullable<
  PlaceSearch["order"]
>[];

/** The conditions of a search as its address has them. */
export interface SearchTexts {
  readonly q: string;
  readonly near: string | null;
  readonly box: string | null;
  readonly power: string | null;
  readonly plug: readonly string[];
  readonly free: string | null;
  readonly op: string | null;
  readonly max: string | null;
  readonly sort: string | null;
}

/** A search of an address. What is unsound in it is left out. `currency` is the driver's, in which `max` is said. */
export function readSearch(texts: SearchTexts, currency: string): Omit<PlaceSearch, "wish"> {
  const text = texts.q.trim().slice(0, 100);
  const near = readPoint(texts.near);
  const box = readBox(texts.box);
  const power = powerChoices.find((one) => one === texts.power);
  const standards = plugChoices.flatMap((plug) => (texts.plug.includes(plug) ? plugs[plug] : []));
  const order = orders.find((one) => one === texts.sort);
  const max = /^\d{1,6}$/.test(texts.max ?? "") ? BigInt(texts.max ?? "0") : 0n;
  const amountMinor = max * 10n ** BigInt(exponentOf(currency) ?? 2);
  return {
    ...(text && { text }),
    ...(near && { near }),
    ...(box && { box }),
    ...(power && { minPowerW: Number(power) * 1_000 }),
    ...(standards.length > 0 && { standards }),
    ...(texts.free === "1" && { onlyFree: true }),
    ...(texts.op && { operator: texts.op.slice(0, 200) }),
    ...(amountMinor > 0n && { maxPrice: { amountMinor, currency } }),
    ...(order && (order !== "distance" || near) && { order }),
  };
}

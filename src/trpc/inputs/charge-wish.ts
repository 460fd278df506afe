import { z } from "zod";
import { formatScaled, micro } from "@/core/money/quantity";
import { EXAMPLE } from "@/core/rating/quote";
import { idInput } from "./page";

const MOST_KWH = 200;
const MOST_MINUTES = 1_440;

/** A charge that a driver has in mind, and with which of his cars; null: any. */
export const chargeWishInput = z.object({
  energy: z
    .bigint()
    .positive()
    .max(BigInt(MOST_KWH) * 1_000_000n),
  minutes: z.int().min(1).max(MOST_MINUTES),
  vehicleId: z.uuid().nullable(),
});
export type ChargeWish = z.infer<typeof chargeWishInput>;

/** A place, and the charge that its prices are asked for. */
export const placeInput = idInput.extend({ wish: chargeWishInput.optional() });

/** The cookie that keeps the wish, in `wishText`'s form. */
export const wishCookie = "kvitt-charge";

/** A wish as addresses, forms and the cookie have it: kWh with at most one decimal, whole minutes, the car's id. */
export interface WishTexts {
  readonly kwh?: string | null | undefined;
  readonly min?: string | null | undefined;
  readonly car?: string | null | undefined;
}

/**
 * Reads a wish: each figure from the first of `sources` that has a sound one, else that of the example. No car is named
 * by "none".
 */
export function readWish(...sources: readonly WishTexts[]): ChargeWish {
  const first = <T>(read: (texts: WishTexts) => T | undefined): T | undefined => {
    for (const texts of sources) {
      const value = read(texts);
      if (value !== undefined) return value;
    }
    return undefined;
  };
  return {
    energy: first(({ kwh }) => energyOf(kwh)) ?? EXAMPLE.energy,
    minutes: first(({ min }) => minutesOf(min)) ?? EXAMPLE.minutes,
    vehicleId: first(({ car }) => carOf(car)) ?? null,
  };
}

/** The texts of a cookie's value; nothing of what is no such text. */
export function readWishCookie(value: string | undefined): WishTexts {
  const query = new URLSearchParams(value ?? "");
  return { kwh: query.get("kwh"), min: query.get("min"), car: query.get("car") };
}

/** A wish as a query: "kwh=30&min=40&car=none". */
export function wishText({ energy, minutes, vehicleId }: ChargeWish): string {
  const kwh = formatScaled(energy, 6);
  return new URLSearchParams({ kwh, min: String(minutes), car: vehicleId ?? "none" }).toString();
}

function energyOf(kwh: string | null | undefined): bigint | undefined {
  const text = kwh?.trim().replace(",", ".") ?? "";
  const isSound = /^\d{1,3}(\.\d)?$/.test(text) && Number(text) > 0 && Number(text) <= MOST_KWH;
  return isSound ? micro(text) : undefined;
}

function minutesOf(min: string | null | undefined): number | undefined {
  const text = min?.trim() ?? "";
  const isSound = /^\d{1,4}$/.test(text) && Number(text) > 0 && Number(text) <= MOST_MINUTES;
  return isSound ? Number(text) : undefined;
}

function carOf(car: string | null | undefined): string | null | undefined {
  if (car === "none") return null;
  return z.uuid().safeParse(car).success ? (car ?? undefined) : undefined;
}

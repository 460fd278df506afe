import { z } from "zod";
import { EXAMPLE } from "@/core/rating/quote";
import type { PlannedCharge } from "@/core/rating/quote-plan";
import { micro } from "@/core/money/quantity";
import { idInput } from "./page";

/** "59.3195,18.0723": where the driver is, in degrees. Null for anything else. */
export function readPoint(text: string | null | undefined) {
  const match = /^(-?\d{1,2}(?:\.\d{1,6})?),(-?\d{1,3}(?:\.\d{1,6})?)$/.exec(text ?? "");
  const point = { latitude: Number(match?.[1]), longitude: Number(match?.[2]) };
  return match && Math.abs(point.latitude) <= 90 && Math.abs(point.longitude) <= 180 ? point : null;
}

/** What a driver looks for. */
export const placeSearchInput = z.object({
  text: z.string().trim().max(100).optional(),
  near: z
    .object({
      latitude: z.number().min(-90).max(90),
      longitude: z.number().min(-180).max(180),
    })
    .optional(),
});

/** A connector that was picked: our location, and the CPO's names below it. */
export const connectorInput = z.object({
  locationId: z.uuid(),
  evseUid: z.string().min(1).max(255),
  connectorId: z.string().min(1).max(255),
});

/** A connector, and for how many minutes it shall be held. */
export const reservationInput = connectorInput.extend({
  minutes: z.int().min(5).max(240),
});

const MOST_KWH = 200;
const MOST_MINUTES = 1_440;

/**
 * A charge in mind as an address has it: kWh with one decimal, whole minutes. What is no such figure is that of the
 * example.
 */
export function readPlannedCharge(kwh: string | null, minutes: string | null): PlannedCharge {
  const energy = kwh?.trim().replace(",", ".") ?? "";
  const time = minutes?.trim() ?? "";
  const isEnergy =
    /^\d{1,3}(\.\d)?$/.test(energy) && Number(energy) > 0 && Number(energy) <= MOST_KWH;
  const isTime = /^\d{1,4}$/.test(time) && Number(time) > 0 && Number(time) <= MOST_MINUTES;
  return {
    energy: isEnergy ? micro(energy) : EXAMPLE.energy,
    minutes: isTime ? Number(time) : EXAMPLE.minutes,
  };
}

/** A place, and the charge that its prices are asked for. */
export const placeInput = idInput.extend({
  charge: z
    .object({
      energy: z
        .bigint()
        .positive()
        .max(BigInt(MOST_KWH) * 1_000_000n),
      minutes: z.int().min(1).max(MOST_MINUTES),
    })
    .optional(),
});

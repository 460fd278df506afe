import { z } from "zod";
import { micro } from "@/core/money/quantity";
import type { ChargingNeed } from "@/core/smart-charging/charging-goal";
import { profileTypes } from "@/core/smart-charging/charging-preferences";

/** kWh with two decimals at most, a comma or a point: "77,4". */
const KWH = /^(?=.*[1-9])\d{1,3}([.,]\d{1,2})?$/;
const KM = /^[1-9]\d{0,3}$/;
const PERCENT = /^(?:\d{1,2}|100)$/;

/** How a driver says what he needs. */
export const needKinds = ["all", "energy", "range", "battery"] as const;
export type NeedKind = (typeof needKinds)[number];

/** A text as a form holds it; which of the figures counts, the kind says. */
const needFields = {
  needKind: z.enum(needKinds),
  energyKwh: z.string().trim().max(8),
  rangeKm: z.string().trim().max(8),
  fromPercent: z.string().trim().max(4),
  toPercent: z.string().trim().max(4),
};

/** What of a need is wrong: the field's name; null where it is sound. */
function needFault(need: z.infer<z.ZodObject<typeof needFields>>) {
  switch (need.needKind) {
    case "all":
      return null;
    case "energy":
      return KWH.test(need.energyKwh) ? null : "energyKwh";
    case "range":
      return KM.test(need.rangeKm) ? null : "rangeKm";
    case "battery": {
      if (!PERCENT.test(need.fromPercent)) return "fromPercent";
      const isRising = Number(need.toPercent) > Number(need.fromPercent);
      return PERCENT.test(need.toPercent) && isRising ? null : "toPercent";
    }
  }
}

/** A sound need as the services have it. */
export function readNeed(need: z.infer<z.ZodObject<typeof needFields>>): ChargingNeed {
  switch (need.needKind) {
    case "all":
      return { kind: "all" };
    case "energy":
      return { kind: "energy", energy: micro(need.energyKwh.replace(",", ".")) };
    case "range":
      return { kind: "range", km: Number(need.rangeKm) };
    case "battery":
      return {
        kind: "battery",
        fromPercent: Number(need.fromPercent),
        toPercent: Number(need.toPercent),
      };
  }
}

const goalFields = {
  style: z.enum(profileTypes),
  /** "06:30" by the clock at the place: its next time. */
  leaveAt: z.string().regex(/^$|^\d\d:\d\d$/),
  vehicleId: z.union([z.literal(""), z.uuid()]),
  dischargeAllowed: z.boolean(),
  ...needFields,
};

/** What a driver wants of a running session. Empty texts say nothing. */
export const chargingGoalInput = z
  .object({ id: z.uuid(), ...goalFields })
  .superRefine((goal, check) => {
    const fault = needFault(goal);
    if (fault) check.addIssue({ code: "custom", path: [fault], message: "figure" });
  });

/** What a driver has in mind for a charge at a connector. */
export const placeGoalInput = z
  .object({
    locationId: z.uuid(),
    evseUid: z.string().min(1).max(255),
    connectorId: z.string().min(1).max(255),
    ...goalFields,
  })
  .superRefine((goal, check) => {
    const fault = needFault(goal);
    if (fault) check.addIssue({ code: "custom", path: [fault], message: "figure" });
  });
export type PlaceGoalInput = z.infer<typeof placeGoalInput>;
export type ChargingGoalInput = z.infer<typeof chargingGoalInput>;

export const boostInput = z.object({ id: z.uuid(), isOn: z.boolean() });

/** A routine. Without an id it is a new one. */
export const routineInput = z
  .object({
    id: z.union([z.literal(""), z.uuid()]),
    name: z.string().trim().min(1).max(64),
    /** Bits: 1 is Monday, 64 is Sunday. */
    weekdays: z.int().min(1).max(127),
    locationId: z.union([z.literal(""), z.uuid()]),
    leaveAt: z.string().regex(/^$|^\d\d:\d\d$/),
    style: z.enum(profileTypes),
    vehicleId: z.union([z.literal(""), z.uuid()]),
    dischargeAllowed: z.boolean(),
    ...needFields,
    needKind: z.enum(["all", "energy", "range"]),
  })
  .superRefine((routine, check) => {
    const fault = needFault(routine);
    if (fault) check.addIssue({ code: "custom", path: [fault], message: "figure" });
  });
export type RoutineInput = z.infer<typeof routineInput>;

export const routineSwitchInput = z.object({ id: z.uuid(), isOn: z.boolean() });

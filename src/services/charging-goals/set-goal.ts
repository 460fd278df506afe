import type { Id } from "@/core/ids";
import {
  type ChargingNeed,
  energyOfNeed,
  type SaidNeed,
} from "@/core/smart-charging/charging-goal";
import type { ProfileType } from "@/core/smart-charging/charging-preferences";
import { nextDeparture } from "@/core/smart-charging/next-departure";
import { chargingGoals } from "@/db/schema/vehicles";
import { inTransaction } from "@/db/transaction";
import { writeAudit } from "@/services/audit/write-audit";
import { actingDriver } from "@/services/charging/acting-driver";
import { lockSession } from "@/services/charging/steered-session";
import type { Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";
import type { Vehicle } from "@/services/vehicles/vehicle-row";
import { type CarriedGoal, carryGoal } from "./carry-goal";
import { findGoal, goalOf, type GoalRow, nextLook } from "./goal-row";
import { readRunningCharge, type RunningCharge } from "./read-running-charge";

/** What a driver says of one charge. */
export interface SaidGoal {
  readonly style: ProfileType;
  /** "06:30": the next time that the clock at the place shows it; null: not known. */
  readonly leaveAt: string | null;
  /** From now on. */
  readonly need: ChargingNeed;
  /** Null: his default car, if he has one. */
  readonly vehicleId: string | null;
  readonly dischargeAllowed: boolean;
}

type NewGoal = Omit<GoalRow, "tenantId" | "sessionId" | "way" | "dueAt">;

/**
 * Says what is wanted of a running session and brings it to the station by the best way that its operator offers. It
 * takes the place of what was said before, a routine's word included. The driver does it for his own; operations for
 * anybody's. Returns the way that it goes.
 * @throws ServiceError NOT_FOUND for a session or car that is not there for him; INVALID with `field` for a time, an
 * energy or a range that is none; PRECONDITION `not-running`.
 */
export async function setGoal(ctx: Ctx, sessionId: string, said: SaidGoal): Promise<CarriedGoal> {
  const driverId = actingDriver(ctx);
  return inTransaction(ctx, async (tx) => {
    const charge = await holdRunning(tx, sessionId, driverId);
    const { values, car } = goalFromWords(tx, charge, said);
    const source = driverId === null ? "operations" : "driver";
    return keepGoal(tx, { charge, car, values: { ...values, source } });
  });
}

/**
 * Charges as fast as can be for two hours, whatever was said; false takes that back. A session without a goal gets one.
 * @throws ServiceError as `setGoal`.
 */
export async function boostSession(
  ctx: Ctx,
  sessionId: string,
  isOn: boolean,
): Promise<CarriedGoal> {
  const driverId = actingDriver(ctx);
  return inTransaction(ctx, async (tx) => {
    const charge = await holdRunning(tx, sessionId, driverId);
    const held = await findGoal(tx, charge.session.id);
    const now = tx.clock.now();
    const source: GoalRow["source"] = driverId === null ? "operations" : "driver";
    const before = held ? wordsOf(held) : { ...nothingSaid(charge), source };
    const values = { ...before, boostedAt: isOn ? now : null, setAt: now } as const;
    return keepGoal(tx, { charge, car: carOf(charge, before.vehicleId), values });
  });
}

/** What a driver said as a goal, without keeping it. @throws ServiceError INVALID, NOT_FOUND. */
export function goalFromWords(
  ctx: Ctx,
  charge: Pick<RunningCharge, "driverId" | "timeZone" | "cars"> & {
    readonly session: Pick<RunningCharge["session"], "energyMicroKwh">;
  },
  said: SaidGoal,
): { readonly values: Omit<NewGoal, "source">; readonly car: Vehicle | null } {
  const now = ctx.clock.now();
  const { style, leaveAt, need, vehicleId } = said;
  const departure = leaveAt === null ? null : nextDeparture(now, leaveAt, charge.timeZone);
  if (departure && !departure.ok) {
    throw new ServiceError("INVALID", "That is no time.", { field: "leaveAt" });
  }
  const car = carOf(charge, vehicleId);
  if (vehicleId !== null && car === null) {
    throw new ServiceError("NOT_FOUND", "There is no such car.", { field: "vehicleId" });
  }
  const energy = energyOfNeed(need, car);
  if (energy === "no-car" || (energy !== null && energy <= 0n)) {
    throw new ServiceError("INVALID", "That is no energy.", { field: "need" });
  }
  const values = {
    driverId: charge.driverId,
    vehicleId: car?.id ?? null,
    routineId: null,
    style,
    departureAt: departure?.value ?? null,
    energyMicroKwh: energy === null ? null : charge.session.energyMicroKwh + energy,
    dischargeAllowed: said.dischargeAllowed && (car?.canDischarge ?? false),
    boostedAt: null,
    setAt: now,
    said: saidOf(need),
  };
  return { values, car };
}

/** The car of a goal: the one that it names, else the default. */
export function carOf(
  { cars }: Pick<RunningCharge, "cars">,
  vehicleId: string | null,
): Vehicle | null {
  if (vehicleId !== null) return cars.find(({ id }) => id === vehicleId) ?? null;
  return cars.find(({ isDefault }) => isDefault) ?? null;
}

function saidOf(need: ChargingNeed): SaidNeed {
  return need.kind === "energy" ? { kind: "energy" } : need;
}

function wordsOf(row: GoalRow) {
  const { driverId, vehicleId, routineId, style, departureAt, source, said } = row;
  const { energyMicroKwh, dischargeAllowed } = row;
  return {
    driverId,
    vehicleId,
    routineId,
    style,
    departureAt,
    source,
    said,
    energyMicroKwh,
    dischargeAllowed,
  };
}

function nothingSaid(charge: RunningCharge) {
  return {
    driverId: charge.driverId,
    vehicleId: carOf(charge, null)?.id ?? null,
    routineId: null,
    style: "REGULAR" as const,
    departureAt: null,
    energyMicroKwh: null,
    dischargeAllowed: false,
    said: { kind: "all" } as const,
  };
}

async function holdRunning(
  tx: Ctx,
  sessionId: string,
  driverId: Id<"driver"> | null,
): Promise<RunningCharge> {
  const { status } = await lockSession(tx, sessionId, driverId);
  if (status !== "ACTIVE") {
    throw new ServiceError("PRECONDITION", "This session is not charging.", {
      reason: "not-running",
    });
  }
  return readRunningCharge(tx, sessionId, driverId);
}

/** Carries a goal and keeps its row. The row comes last: answers to what was asked lock in that order. */
async function keepGoal(
  tx: Ctx,
  { charge, car, values }: { charge: RunningCharge; car: Vehicle | null; values: NewGoal },
): Promise<CarriedGoal> {
  const now = values.setAt;
  const goal = goalOf(now, values);
  const carried = await carryGoal(tx, { charge, goal, car, since: values.setAt, goes: null });
  const { way } = carried;
  const dueAt = nextLook(carried.dueAt, values, now);
  const { id: sessionId } = charge.session;
  const row = { ...values, way, dueAt };
  await tx.db
    .insert(chargingGoals)
    .values({ tenantId: tx.tenantId, sessionId, ...row })
    .onConflictDoUpdate({ target: [chargingGoals.tenantId, chargingGoals.sessionId], set: row });
  await writeAudit(tx, {
    action: values.boostedAt ? "charging_goal.boost" : "charging_goal.set",
    subjectType: "session",
    subjectId: sessionId,
    detail: {
      style: values.style,
      departureAt: values.departureAt?.toString() ?? null,
      energyMicroKwh: values.energyMicroKwh?.toString() ?? null,
      way,
      by: carried.by,
    },
  });
  return carried;
}

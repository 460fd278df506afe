import { getSessionGoal } from "@/services/charging-goals/get-session-goal";
import { previewPlace } from "@/services/charging-goals/preview-place";
import { previewGoal } from "@/services/charging-goals/preview-goal";
import { boostSession, type SaidGoal, setGoal } from "@/services/charging-goals/set-goal";
import { driverUseProcedure, router } from "@/trpc/init";
import {
  boostInput,
  chargingGoalInput,
  type ChargingGoalInput,
  placeGoalInput,
  readNeed,
} from "@/trpc/inputs/charging-goal";
import { idInput } from "@/trpc/inputs/page";
import { goalToBrowser, previewToBrowser } from "./goal-view";

function saidBy(input: Omit<ChargingGoalInput, "id">): SaidGoal {
  const { style, leaveAt, vehicleId, dischargeAllowed } = input;
  return {
    style,
    leaveAt: leaveAt === "" ? null : leaveAt,
    need: readNeed(input),
    vehicleId: vehicleId === "" ? null : vehicleId,
    dischargeAllowed,
  };
}

/** What a driver wants of a running session. */
export const goalsRouter = router({
  get: driverUseProcedure
    .input(idInput)
    .query(async ({ ctx, input }) => goalToBrowser(await getSessionGoal(ctx.ctx, input.id))),
  preview: driverUseProcedure
    .input(chargingGoalInput)
    .query(async ({ ctx, input }) =>
      previewToBrowser(await previewGoal(ctx.ctx, input.id, saidBy(input))),
    ),
  /** For a charge that has not begun. */
  previewAt: driverUseProcedure.input(placeGoalInput).query(async ({ ctx, input }) => {
    const { locationId, evseUid, connectorId } = input;
    const pick = { locationId, evseUid, connectorId };
    return previewToBrowser(await previewPlace(ctx.ctx, pick, saidBy(input)));
  }),
  set: driverUseProcedure.input(chargingGoalInput).mutation(async ({ ctx, input }) => {
    const { way } = await setGoal(ctx.ctx, input.id, saidBy(input));
    return { way };
  }),
  boost: driverUseProcedure.input(boostInput).mutation(async ({ ctx, input }) => {
    const { way } = await boostSession(ctx.ctx, input.id, input.isOn);
    return { way };
  }),
});

import type { Id } from "@/core/ids";
import { newId } from "@/db/new-id";
import type { Ctx } from "@/services/context";
import { requireDriver, requireRole } from "@/services/require-role";
import { storeToken } from "./store-token";

/** Whose token it shall be: the acting driver's own, or that of a driver whom operations names. */
function ownerOf(ctx: Ctx, driverId: Id<"driver"> | undefined): Id<"driver"> {
  if (driverId === undefined) return requireDriver(ctx);
  if (ctx.actor.kind === "user" && ctx.actor.driverId === driverId) return driverId;
  requireRole(ctx, "operations");
  return driverId;
}

/** Makes the token by which a driver starts from the app. A driver's own, or by operations. */
export async function createAppToken(
  ctx: Ctx,
  input: {
    readonly driverId?: Id<"driver">;
    readonly uid?: string;
    readonly contractId?: string;
  } = {},
): Promise<Id<"token">> {
  const driverId = ownerOf(ctx, input.driverId);
  const { uid = newId<"other">(), contractId } = input;
  return storeToken(ctx, { driverId, uid, type: "APP_USER", contractId });
}

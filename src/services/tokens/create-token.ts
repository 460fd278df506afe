import type { Id } from "@/core/ids";
import { newId } from "@/db/new-id";
import type { Ctx } from "@/services/context";
import { requireDriver, requireRole } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { normalizeUid } from "./normalize-uid";
import { storeToken } from "./store-token";

/** Whose token it shall be: the acting driver's own, or that of a driver whom operations names. */
function ownerOf(ctx: Ctx, driverId: Id<"driver"> | undefined): Id<"driver"> {
  if (driverId === undefined) return requireDriver(ctx);
  if (ctx.actor.kind === "user" && ctx.actor.driverId === driverId) return driverId;
  requireRole(ctx, "operations");
  return driverId;
}

/**
 * A card's number as people type it, as 4 to 10 bytes of upper-case hex (ISO 14443 and 15693 uids).
 * @throws ServiceError INVALID.
 */
export function readCardNumber(text: string): string {
  const uid = normalizeUid(text);
  if (!/^(?:[0-9A-F]{2}){4,10}$/.test(uid)) {
    throw new ServiceError(
      "INVALID",
      "A card's number has 8 to 20 digits, each 0–9 or A–F, in pairs.",
      { field: "number" },
    );
  }
  return uid;
}

/**
 * Registers an RFID card by its number and lets every registered partner know. A driver's own, or by operations.
 * @throws ServiceError INVALID for a number that can't be, CONFLICT when it is taken.
 */
export async function createRfidToken(
  ctx: Ctx,
  input: {
    readonly number: string;
    /** What is printed on the card. */
    readonly visualNumber?: string;
    readonly driverId?: Id<"driver">;
    readonly contractId?: string;
  },
): Promise<Id<"token">> {
  const driverId = ownerOf(ctx, input.driverId);
  const uid = readCardNumber(input.number);
  const visualNumber = input.visualNumber?.trim().replaceAll(/\s+/g, " ").slice(0, 64);
  const { contractId } = input;
  return storeToken(ctx, {
    driverId,
    uid,
    type: "RFID",
    visualNumber: visualNumber === "" ? undefined : visualNumber,
    contractId,
  });
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

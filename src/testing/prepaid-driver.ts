import { eq } from "drizzle-orm";
import { asId, type Id } from "@/core/ids";
import { driverAccount } from "@/core/ledger/account";
import type { Pool } from "@/db/client";
import { newId } from "@/db/new-id";
import { plans } from "@/db/schema/plans";
import { topups, wallets } from "@/db/schema/wallets";
import type { Actor, Ctx } from "@/services/context";
import { balanceOf } from "@/services/ledger/balance-of";
import { creditTopup } from "@/services/wallet/credit-topup";
import { aToken } from "./builders/driver";
import type { TestTenant } from "./builders/tenant";
import { aRoamingDriver } from "./roaming-driver";

/**
 * A roaming driver (cost + 10 % + 1.00 a session, gross) whose plan is prepaid. `card` is a second one, with a uid of its
 * own; `ask` is the CPO's question whether a card may charge at LOC-1.
 */
export async function aPrepaidDriver(pool: Pool, tenant: TestTenant) {
  const { ctx } = tenant;
  const roaming = await aRoamingDriver(pool, tenant);
  await ctx.db.update(plans).set({ kind: "prepaid" }).where(eq(plans.tenantId, ctx.tenantId));
  const card = await aToken(ctx, roaming.driver.id);
  const actor: Actor = {
    kind: "user",
    userId: asId<"user">("00000000-0000-7000-8000-000000000002"),
    email: roaming.driver.email,
    roles: ["driver"],
    driverId: roaming.driver.id,
  };
  return { ...roaming, card, own: tenant.as(actor) };
}

/** A top-up by the driver whose money has come in, in minor units; no payment stands behind it. */
export async function topUp(
  ctx: Ctx,
  driverId: Id<"driver">,
  amountMinor: bigint,
  currency = "SEK",
): Promise<Id<"topup">> {
  const id = newId<"topup">();
  const now = ctx.clock.now();
  await ctx.db.insert(topups).values({
    tenantId: ctx.tenantId,
    id,
    driverId,
    currency,
    amountMinor,
    origin: "checkout",
    state: "created",
    createdAt: now,
  });
  await creditTopup(ctx, id, { at: now, paymentIntentId: `pi_${id}` });
  return id;
}

/** What a driver has in his wallet by the ledger, minor units; below zero what he owes. */
export async function creditOfDriver(
  ctx: Ctx,
  driverId: Id<"driver">,
  currency = "SEK",
): Promise<bigint> {
  const { amountMinor } = await balanceOf(ctx, driverAccount(driverId, "wallet"), currency);
  return -amountMinor;
}

/** A driver's wallet row. */
export async function walletRow(ctx: Ctx, driverId: Id<"driver">) {
  const [row] = await ctx.db.select().from(wallets).where(eq(wallets.driverId, driverId));
  if (!row) throw new Error("the driver has no wallet yet");
  return row;
}

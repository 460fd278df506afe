import { and, asc, eq } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { driverAccount } from "@/core/ledger/account";
import { drivers } from "@/db/schema/drivers";
import { accounts } from "@/db/schema/ledger";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";

/** A driver's wallets as finance sees them, in minor units; below zero what he owes. */
export interface DriverWallets {
  /** What he is given credit in. */
  readonly currency: string;
  readonly wallets: readonly {
    readonly currency: string;
    readonly creditMinor: bigint;
    readonly heldMinor: bigint;
  }[];
}

/** What a driver has in his wallets. @throws ServiceError FORBIDDEN for anyone but finance, NOT_FOUND. */
export async function readDriverWallets(ctx: Ctx, driverId: Id<"driver">): Promise<DriverWallets> {
  requireRole(ctx, "finance");
  const [driver] = await ctx.db
    .select({ currency: drivers.currency })
    .from(drivers)
    .where(and(eq(drivers.tenantId, ctx.tenantId), eq(drivers.id, driverId)));
  if (!driver) throw new ServiceError("NOT_FOUND", "There is no such driver.");
  const rows = await ctx.db
    .select({ currency: accounts.currency, balance: accounts.balance, held: accounts.held })
    .from(accounts)
    .where(
      and(
        eq(accounts.tenantId, ctx.tenantId),
        eq(accounts.code, driverAccount(driverId, "wallet").code),
      ),
    )
    .orderBy(asc(accounts.currency));
  const wallets = rows.map(({ currency, balance, held }) => ({
    currency,
    creditMinor: -balance,
    heldMinor: held,
  }));
  return { currency: driver.currency, wallets };
}

import { and, eq } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { newId } from "@/db/new-id";
import { drivers, tokens } from "@/db/schema/drivers";
import { tenants } from "@/db/schema/tenants";
import { inTransaction } from "@/db/transaction";
import { writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";
import { normalizeUid } from "./normalize-uid";
import { queueDeliveriesOfToken } from "./queue-deliveries";
import { tokenContract } from "./token-contract";

/** A token to be. The contract is the driver's own unless given. */
export interface NewToken {
  readonly driverId: Id<"driver">;
  readonly uid: string;
  readonly type: "RFID" | "APP_USER";
  readonly visualNumber?: string;
  readonly contractId?: string;
  /** Which member of the account holds it; null or absent: its owner. */
  readonly memberId?: Id<"member"> | null;
}

/**
 * Keeps a token with a delivery for each registered partner and an audit row, in one transaction.
 * An app token is always asked about (NEVER); a card of a postpaid driver may be allowed from the list (ALLOWED).
 * The caller has decided that this is allowed.
 * @throws ServiceError NOT_FOUND for a driver that is not ours, CONFLICT when the number is taken.
 */
export async function storeToken(ctx: Ctx, input: NewToken): Promise<Id<"token">> {
  const id = newId<"token">();
  await inTransaction(ctx, async (tx) => {
    const { driver, tenant } = await readDriver(tx, input.driverId);
    const now = tx.clock.now();
    const inserted = await tx.db
      .insert(tokens)
      .values({
        tenantId: tx.tenantId,
        id,
        driverId: driver.id,
        uid: input.uid,
        uidUpper: normalizeUid(input.uid),
        type: input.type,
        contractId:
          input.contractId ?? (await tokenContract(tx, driver.id, input.memberId ?? null)),
        visualNumber: input.visualNumber ?? null,
        memberId: input.memberId ?? null,
        memberSince: input.memberId ? now : null,
        issuer: tenant.name,
        valid: true,
        whitelist: input.type === "RFID" ? "ALLOWED" : "NEVER",
        language: driver.locale,
        lastUpdated: now,
        createdAt: now,
      })
      .onConflictDoNothing({ target: [tokens.tenantId, tokens.uidUpper, tokens.type] })
      .returning({ id: tokens.id });
    if (inserted.length === 0) {
      throw new ServiceError("CONFLICT", "This number is registered already.", { field: "number" });
    }
    await queueDeliveriesOfToken(tx, id);
    await writeAudit(tx, {
      action: "token.created",
      subjectType: "token",
      subjectId: id,
      detail: { driverId: driver.id, type: input.type },
    });
  });
  return id;
}

async function readDriver(ctx: Ctx, driverId: Id<"driver">) {
  const [row] = await ctx.db
    .select({ driver: drivers, tenant: tenants })
    .from(drivers)
    .innerJoin(tenants, eq(tenants.id, drivers.tenantId))
    .where(and(eq(drivers.tenantId, ctx.tenantId), eq(drivers.id, driverId)));
  if (!row) throw new ServiceError("NOT_FOUND", "There is no such driver.");
  return row;
}

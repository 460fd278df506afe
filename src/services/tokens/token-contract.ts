import { randomInt } from "node:crypto";
import { and, asc, eq, isNull, sql } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { drivers, tokens } from "@/db/schema/drivers";
import { tenants } from "@/db/schema/tenants";
import type { Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";

/** eMI3 contract ids: 8 characters after the C, without those that are mistaken for others. */
const SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/**
 * The contract of somebody's tokens, whatever their number: that of the first one, else a new one. Operators of OCPI
 * 2.1.1 name the contract alone (`auth_id`), so the members of an account each have their own.
 * @throws ServiceError NOT_FOUND for a driver that is not ours.
 */
export async function tokenContract(
  tx: Ctx,
  driverId: Id<"driver">,
  memberId: Id<"member"> | null,
): Promise<string> {
  const known = await findContract(tx, driverId, memberId);
  if (known !== null) return known;
  const [row] = await tx.db
    .select({ number: drivers.number, tenant: tenants })
    .from(drivers)
    .innerJoin(tenants, eq(tenants.id, drivers.tenantId))
    .where(and(eq(drivers.tenantId, tx.tenantId), eq(drivers.id, driverId)));
  if (!row) throw new ServiceError("NOT_FOUND", "There is no such driver.");
  const prefix = `${row.tenant.countryCode}-${row.tenant.partyId}-C`;
  return memberId === null ? prefix + instanceOf(row.number) : newContract(tx, prefix);
}

// A card that changed hands keeps its contract for a moment in the field: one that two hold is nobody's own.
async function findContract(
  tx: Ctx,
  driverId: Id<"driver">,
  memberId: Id<"member"> | null,
): Promise<string | null> {
  const isOwn =
    memberId === null
      ? sql`true`
      : sql`not exists (select 1 from ${tokens} other where other.tenant_id = ${tokens.tenantId}
          and other.contract_id = ${tokens.contractId} and other.member_id is distinct from ${tokens.memberId})`;
  const [first] = await tx.db
    .select({ contractId: tokens.contractId })
    .from(tokens)
    .where(
      and(
        eq(tokens.tenantId, tx.tenantId),
        eq(tokens.driverId, driverId),
        memberId === null ? isNull(tokens.memberId) : eq(tokens.memberId, memberId),
        isOwn,
      ),
    )
    .orderBy(asc(tokens.createdAt), asc(tokens.id))
    .limit(1);
  return first?.contractId ?? null;
}

// eMI3 contract id from the driver's number, without the check digit, which is optional.
function instanceOf(number: string): string {
  const digits = number.replaceAll(/[^0-9A-Za-z]/g, "").toUpperCase();
  return digits.length <= 8 ? digits.padStart(8, "0") : digits.slice(-24);
}

async function newContract(tx: Ctx, prefix: string): Promise<string> {
  for (;;) {
    const contractId = prefix + Array.from({ length: 8 }, () => SIGNS[randomInt(32)]).join("");
    const taken = await tx.db
      .select({ id: tokens.id })
      .from(tokens)
      .where(and(eq(tokens.tenantId, tx.tenantId), eq(tokens.contractId, contractId)))
      .limit(1);
    if (taken.length === 0) return contractId;
  }
}

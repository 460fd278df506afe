import { and, eq } from "drizzle-orm";
import { isId, type Id } from "@/core/ids";
import { accountMembers, costCentres } from "@/db/schema/accounts";
import type { Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";

/** A member as stored. */
export type MemberRow = typeof accountMembers.$inferSelect;

const EMAIL = /^[^\s@]{1,64}@[^\s@]+\.[^\s@]+$/;

/** An address as it is compared. @throws ServiceError INVALID for what is none. */
export function readEmail(text: string): string {
  const email = text.trim().toLowerCase();
  if (EMAIL.test(email) && email.length <= 254) return email;
  throw new ServiceError("INVALID", "This is no e-mail address.", { field: "email" });
}

/** A name of a person, a cost centre or a rule. @throws ServiceError INVALID. */
export function readName(text: string, field = "name"): string {
  const name = text.trim().replaceAll(/\s+/g, " ");
  if (name.length >= 1 && name.length <= 100) return name;
  throw new ServiceError("INVALID", "A name has 1 to 100 characters.", { field });
}

/** A member of an account who was not removed, his row held. @throws ServiceError NOT_FOUND. */
export async function lockMember(
  tx: Ctx,
  driverId: Id<"driver">,
  memberId: string,
): Promise<MemberRow> {
  const [row] = isId(memberId)
    ? await tx.db
        .select()
        .from(accountMembers)
        .where(
          and(
            eq(accountMembers.tenantId, tx.tenantId),
            eq(accountMembers.driverId, driverId),
            eq(accountMembers.id, memberId as Id<"member">),
          ),
        )
        .for("update")
    : [];
  if (!row || row.state === "removed") {
    throw new ServiceError("NOT_FOUND", "There is no such member.");
  }
  return row;
}

/** A cost centre of the account that is in use. @throws ServiceError NOT_FOUND. */
export async function requireCostCentre(
  tx: Ctx,
  driverId: Id<"driver">,
  costCentreId: string | null,
): Promise<Id<"other"> | null> {
  if (costCentreId === null) return null;
  const [row] = isId(costCentreId)
    ? await tx.db
        .select({ id: costCentres.id, archivedAt: costCentres.archivedAt })
        .from(costCentres)
        .where(
          and(
            eq(costCentres.tenantId, tx.tenantId),
            eq(costCentres.driverId, driverId),
            eq(costCentres.id, costCentreId as Id<"other">),
          ),
        )
    : [];
  if (!row || row.archivedAt !== null) {
    throw new ServiceError("NOT_FOUND", "There is no such cost centre.", { field: "costCentreId" });
  }
  return row.id;
}

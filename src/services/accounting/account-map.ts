import { and, asc, eq } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { postingRoles } from "@/db/schema/accounting";
import { legalEntities } from "@/db/schema/tenants";
import type { Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";
import { defaultAccounts, type RoleAccount } from "./default-accounts";

/** Says to which account of the bookkeeping a ledger account goes on a day; null where nobody has said it. */
export type AccountMap = (
  ledgerAccount: { readonly code: string; readonly kind: string },
  at: Temporal.Instant,
) => (RoleAccount & { readonly role: string }) | null;

/** A dated row of finance's. */
export interface StoredRole extends RoleAccount {
  readonly role: string;
  readonly validFrom: Temporal.Instant;
  readonly createdBy: string;
}

/** The legal entity's country and its own rows, and how they are used. */
export interface EntityAccounts {
  readonly country: string;
  readonly entityName: string;
  readonly organisationNumber: string;
  readonly stored: readonly StoredRole[];
  readonly accountOf: AccountMap;
}

/**
 * Reads where a legal entity's postings go: finance's dated rows first, then the usual chart of its country; of the
 * roles that fit a ledger account the most exact one counts.
 * @throws ServiceError NOT_FOUND.
 */
export async function readEntityAccounts(
  ctx: Ctx,
  legalEntityId: Id<"legalEntity">,
): Promise<EntityAccounts> {
  const [[entity], stored] = await Promise.all([
    ctx.db
      .select()
      .from(legalEntities)
      .where(and(eq(legalEntities.tenantId, ctx.tenantId), eq(legalEntities.id, legalEntityId))),
    ctx.db
      .select()
      .from(postingRoles)
      .where(
        and(eq(postingRoles.tenantId, ctx.tenantId), eq(postingRoles.legalEntityId, legalEntityId)),
      )
      .orderBy(asc(postingRoles.role), asc(postingRoles.validFrom)),
  ]);
  if (!entity) throw new ServiceError("NOT_FOUND", "There is no such legal entity.");
  const { country } = entity.address;
  return {
    country,
    entityName: entity.name,
    organisationNumber: entity.organisationNumber,
    stored,
    accountOf: accountMap(stored, defaultAccounts(country)),
  };
}

/** The roles that fit a ledger account, the most exact first: "vat:SE:25", "vat:SE:*", "vat:*", "vat". */
export function rolesFor(ledgerAccount: {
  readonly code: string;
  readonly kind: string;
}): readonly string[] {
  const parts = ledgerAccount.code.split(":");
  const wide = parts
    .slice(1)
    .map((_, index) => `${parts.slice(0, parts.length - 1 - index).join(":")}:*`);
  return [ledgerAccount.code, ...wide, ledgerAccount.kind];
}

function accountMap(
  stored: readonly StoredRole[],
  defaults: ReadonlyMap<string, RoleAccount>,
): AccountMap {
  const byRole = Map.groupBy(stored, ({ role }) => role);
  return (ledgerAccount, at) => {
    for (const role of rolesFor(ledgerAccount)) {
      const own = byRole
        .get(role)
        ?.findLast(({ validFrom }) => Temporal.Instant.compare(validFrom, at) <= 0);
      const found = own ?? defaults.get(role);
      if (found) {
        return { role, account: found.account, name: found.name, vatCode: found.vatCode };
      }
    }
    return null;
  };
}

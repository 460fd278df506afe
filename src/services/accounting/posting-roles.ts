import { asc, eq } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { postingRoles } from "@/db/schema/accounting";
import { accounts } from "@/db/schema/ledger";
import { legalEntities, tenants } from "@/db/schema/tenants";
import { inTransaction } from "@/db/transaction";
import { actorName, writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { readTimeZone, startOfDay } from "@/services/reports/report-day";
import { requireRole } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { readEntityAccounts, type StoredRole } from "./account-map";
import { defaultAccounts } from "./default-accounts";

/** A role with the account that holds now, and the dated rows behind it. */
export interface RoleRow {
  readonly role: string;
  readonly account: string | null;
  readonly name: string | null;
  readonly vatCode: string | null;
  readonly isDefault: boolean;
  readonly rows: readonly StoredRole[];
}

/** Finance's page of accounts. */
export interface PostingRolesPage {
  readonly entities: readonly { readonly id: Id<"legalEntity">; readonly name: string }[];
  readonly legalEntityId: Id<"legalEntity">;
  readonly country: string;
  readonly timeZone: string;
  readonly roles: readonly RoleRow[];
  /** Ledger accounts that were used and go nowhere yet. */
  readonly unmapped: readonly string[];
}

/** The tenant's legal entities, by name. */
export async function listLegalEntities(ctx: Ctx) {
  return ctx.db
    .select({ id: legalEntities.id, name: legalEntities.name })
    .from(legalEntities)
    .where(eq(legalEntities.tenantId, ctx.tenantId))
    .orderBy(asc(legalEntities.name), asc(legalEntities.id));
}

/**
 * Where the postings of a legal entity go (the first one unless told). For finance.
 * @throws ServiceError FORBIDDEN, NOT_FOUND.
 */
export async function listPostingRoles(
  ctx: Ctx,
  wanted?: Id<"legalEntity">,
): Promise<PostingRolesPage> {
  requireRole(ctx, "finance");
  const entities = await listLegalEntities(ctx);
  const legalEntityId = wanted ?? entities[0]?.id;
  if (!legalEntityId) throw new ServiceError("NOT_FOUND", "There is no legal entity yet.");
  const [{ country, stored, accountOf }, used, timeZone] = await Promise.all([
    readEntityAccounts(ctx, legalEntityId),
    ctx.db
      .selectDistinct({ code: accounts.code, kind: accounts.kind, cached: accounts.cached })
      .from(accounts)
      .where(eq(accounts.tenantId, ctx.tenantId)),
    readTimeZone(ctx),
  ]);
  const now = ctx.clock.now();
  const defaults = defaultAccounts(country);
  const names = new Set([...defaults.keys(), ...stored.map(({ role }) => role)]);
  const roles = [...names].map((role): RoleRow => {
    const rows = stored.filter((row) => row.role === role);
    const own = rows.findLast(({ validFrom }) => Temporal.Instant.compare(validFrom, now) <= 0);
    const found = own ?? defaults.get(role);
    return {
      role,
      account: found?.account ?? null,
      name: found?.name ?? null,
      vatCode: found?.vatCode ?? null,
      isDefault: own === undefined,
      rows,
    };
  });
  const lost = used
    .map(({ code, kind, cached }) => ({ code: cached ? kind : code, kind }))
    .filter((one) => accountOf(one, now) === null)
    .map(({ code }) => code);
  const unmapped = [...new Set(lost)].toSorted((a, b) => a.localeCompare(b));
  return { entities, legalEntityId, country, timeZone, roles, unmapped };
}

/**
 * Gives a role an account from a day on. What was exported before keeps what it was exported with. For finance.
 * @throws ServiceError FORBIDDEN, INVALID, NOT_FOUND, CONFLICT when that day has a row of the role already.
 */
export async function setPostingRole(
  ctx: Ctx,
  input: {
    readonly legalEntityId: Id<"legalEntity">;
    readonly role: string;
    readonly account: string;
    readonly name: string;
    readonly vatCode: string | null;
    /** A day of the tenant's zone. */
    readonly from: string;
  },
): Promise<void> {
  requireRole(ctx, "finance");
  const { legalEntityId, role, account, name, vatCode } = input;
  if (!/^\d{3,8}$/.test(account)) {
    throw new ServiceError("INVALID", "An account is a number of 3 to 8 digits.", { account });
  }
  if (!/^[a-z_]+(?::[\w*-]+){0,3}$/.test(role) || name.trim() === "") {
    throw new ServiceError("INVALID", "A role needs its name and what the account is called.");
  }
  const [timeZone] = await Promise.all([readTimeZone(ctx), readEntityAccounts(ctx, legalEntityId)]);
  await inTransaction(ctx, async (tx) => {
    const rows = await tx.db
      .insert(postingRoles)
      .values({
        tenantId: tx.tenantId,
        legalEntityId,
        role,
        validFrom: startOfDay(input.from, timeZone),
        account,
        name: name.trim(),
        vatCode,
        createdBy: actorName(tx.actor),
      })
      .onConflictDoNothing()
      .returning({ role: postingRoles.role });
    if (rows.length === 0) {
      throw new ServiceError("CONFLICT", "This role has a row from that day already.", { role });
    }
    await writeAudit(tx, {
      action: "posting_role.set",
      subjectType: "legal_entity",
      subjectId: legalEntityId,
      detail: { role, account, from: input.from },
    });
  });
}

/** The currency of the tenant's bookkeeping, its zone, and how a tax adviser with DATEV names it. */
export async function readBookkeeping(ctx: Ctx) {
  const [tenant] = await ctx.db
    .select({ currency: tenants.currency, timeZone: tenants.timeZone, billing: tenants.billing })
    .from(tenants)
    .where(eq(tenants.id, ctx.tenantId));
  if (!tenant) throw new ServiceError("NOT_FOUND", "There is no such tenant.");
  const { currency, timeZone, billing } = tenant;
  return { currency, timeZone, datev: billing.datev ?? NO_ADVISER };
}

/** The least numbers that DATEV takes; the adviser puts his own when he reads the file. */
const NO_ADVISER = { adviser: 1001, client: 1 } as const;

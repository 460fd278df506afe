import { and, asc, eq } from "drizzle-orm";
import { isId, type Id } from "@/core/ids";
import { newId } from "@/db/new-id";
import { accountMembers, costCentres, purposeRules } from "@/db/schema/accounts";
import { inTransaction } from "@/db/transaction";
import { writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { requireDriver } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { lockActingDriver } from "@/services/vehicles/lock-driver";
import { relabelCharges } from "./label-charges";
import { readName } from "./member-row";

/** What an account's charges are divided into. */
export interface CostCentre {
  readonly id: Id<"other">;
  readonly code: string;
  readonly name: string;
  readonly isArchived: boolean;
}

/** Peppol BIS 3.0 has BT-133 as free text; 35 characters fit every bookkeeping that we know. */
const CODE = /^[\p{L}\p{N}][\p{L}\p{N} ._/-]{0,34}$/u;

/** The account's cost centres by code, those in use first. @throws ServiceError FORBIDDEN. */
export async function listCostCentres(ctx: Ctx): Promise<CostCentre[]> {
  return costCentresOf(ctx, requireDriver(ctx));
}

/** As `listCostCentres`, for an account that the caller has decided about. */
export async function costCentresOf(ctx: Ctx, driverId: Id<"driver">): Promise<CostCentre[]> {
  const rows = await ctx.db
    .select()
    .from(costCentres)
    .where(and(eq(costCentres.tenantId, ctx.tenantId), eq(costCentres.driverId, driverId)))
    .orderBy(asc(costCentres.code));
  return rows
    .map(({ id, code, name, archivedAt }) => ({ id, code, name, isArchived: archivedAt !== null }))
    .toSorted((a, b) => Number(a.isArchived) - Number(b.isArchived));
}

/**
 * Adds a cost centre (`id` null), or gives one another code or name. What was invoiced keeps what it said.
 * @throws ServiceError FORBIDDEN, INVALID (`field`), NOT_FOUND, CONFLICT for a code that is taken.
 */
export async function saveCostCentre(
  ctx: Ctx,
  id: string | null,
  facts: { readonly code: string; readonly name: string },
): Promise<Id<"other">> {
  const code = facts.code.trim();
  if (!CODE.test(code)) {
    throw new ServiceError("INVALID", "A code has 1 to 35 letters, digits, spaces or . _ / -", {
      field: "code",
    });
  }
  const name = readName(facts.name);
  return inTransaction(ctx, async (tx) => {
    const driverId = await lockActingDriver(tx);
    const all = await costCentresOf(tx, driverId);
    if (all.some((one) => one.code === code && one.id !== id)) {
      throw new ServiceError("CONFLICT", "There is a cost centre of this code.", { field: "code" });
    }
    const known = id === null ? null : pick(all, id);
    const centreId = known?.id ?? newId<"other">();
    if (known) {
      await tx.db
        .update(costCentres)
        .set({ code, name })
        .where(and(eq(costCentres.tenantId, tx.tenantId), eq(costCentres.id, centreId)));
    } else {
      await tx.db.insert(costCentres).values({
        tenantId: tx.tenantId,
        id: centreId,
        driverId,
        code,
        name,
        createdAt: tx.clock.now(),
      });
      await relabelCharges(tx, driverId);
    }
    await audit(tx, driverId, known ? "changed" : "added", { centreId, code, name });
    return centreId;
  });
}

/**
 * Archives a cost centre, or takes it back into use: nothing new is booked on one that is archived.
 * @throws ServiceError FORBIDDEN, NOT_FOUND, PRECONDITION (`rules`, `members`: how many still name it).
 */
export async function archiveCostCentre(ctx: Ctx, id: string, isArchived: boolean): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const driverId = await lockActingDriver(tx);
    const centre = pick(await costCentresOf(tx, driverId), id);
    if (isArchived) await requireUnused(tx, centre.id);
    await tx.db
      .update(costCentres)
      .set({ archivedAt: isArchived ? tx.clock.now() : null })
      .where(and(eq(costCentres.tenantId, tx.tenantId), eq(costCentres.id, centre.id)));
    const { code } = centre;
    await audit(tx, driverId, isArchived ? "archived" : "restored", { centreId: centre.id, code });
  });
}

function pick(all: readonly CostCentre[], id: string): CostCentre {
  const found = isId(id) ? all.find((one) => one.id === id) : undefined;
  if (!found) throw new ServiceError("NOT_FOUND", "There is no such cost centre.");
  return found;
}

async function requireUnused(tx: Ctx, id: Id<"other">): Promise<void> {
  const [rules, members] = await Promise.all([
    tx.db
      .select({ name: purposeRules.name })
      .from(purposeRules)
      .where(and(eq(purposeRules.tenantId, tx.tenantId), eq(purposeRules.costCentreId, id))),
    tx.db
      .select({ name: accountMembers.name, state: accountMembers.state })
      .from(accountMembers)
      .where(and(eq(accountMembers.tenantId, tx.tenantId), eq(accountMembers.costCentreId, id))),
  ]);
  const held = members.filter(({ state }) => state !== "removed");
  if (rules.length + held.length === 0) return;
  throw new ServiceError("PRECONDITION", "Rules or members still name this cost centre.", {
    rules: String(rules.length),
    members: String(held.length),
  });
}

async function audit(
  tx: Ctx,
  driverId: Id<"driver">,
  what: string,
  detail: Readonly<Record<string, string>>,
): Promise<void> {
  const action = `account.cost_centre_${what}`;
  await writeAudit(tx, { action, subjectType: "driver", subjectId: driverId, detail });
}

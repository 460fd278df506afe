import { and, asc, eq } from "drizzle-orm";
import { isId, type Id } from "@/core/ids";
import { clockSeconds, type ChargePurpose } from "@/core/accounts/purpose-of-charge";
import { newId } from "@/db/new-id";
import { purposeRules, type PurposeCondition } from "@/db/schema/accounts";
import { inTransaction } from "@/db/transaction";
import { updateRows } from "@/db/update-rows";
import { writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { requireDriver } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { lockActingDriver } from "@/services/vehicles/lock-driver";
import { relabelCharges } from "./label-charges";
import { readName, requireCostCentre } from "./member-row";

/** A rule as its account reads it. */
export interface AccountRule {
  readonly id: Id<"other">;
  readonly name: string;
  readonly condition: PurposeCondition;
  readonly purpose: ChargePurpose;
  readonly costCentreId: Id<"other"> | null;
}

/** A rule as it is said. */
export interface RuleWords {
  readonly name: string;
  readonly condition: PurposeCondition;
  readonly purpose: ChargePurpose;
  /** Null: the cost centre of whoever charged. Of no account for what is private. */
  readonly costCentreId: string | null;
}

const MOST_RULES = 50;
const MOST_NAMED = 200;

/** The account's rules in their order. @throws ServiceError FORBIDDEN. */
export async function listRules(ctx: Ctx): Promise<AccountRule[]> {
  return rulesOf(ctx, requireDriver(ctx));
}

/**
 * Adds a rule at the end (`id` null), or says one anew. Charges that no bill has yet are labelled by it at once.
 * @throws ServiceError FORBIDDEN, INVALID (`field`), NOT_FOUND (rule, cost centre), LIMIT.
 */
export async function saveRule(
  ctx: Ctx,
  id: string | null,
  words: RuleWords,
): Promise<Id<"other">> {
  const name = readName(words.name);
  const condition = readCondition(words.condition);
  return changeRules(ctx, "saved", async (tx, driverId, rules) => {
    if (id === null && rules.length >= MOST_RULES) {
      throw new ServiceError("LIMIT", `An account has at most ${MOST_RULES} rules.`);
    }
    const isBusiness = words.purpose === "business";
    const centre = isBusiness ? await requireCentre(tx, driverId, words, rules) : null;
    const row = { name, condition, purpose: words.purpose, costCentreId: centre };
    const updatedAt = tx.clock.now();
    const known = id === null ? null : pick(rules, id);
    if (known) {
      await tx.db
        .update(purposeRules)
        .set({ ...row, updatedAt })
        .where(and(eq(purposeRules.tenantId, tx.tenantId), eq(purposeRules.id, known.id)));
      return known.id;
    }
    const ruleId = newId<"other">();
    const seq = rules.length + 1;
    const { tenantId } = tx;
    await tx.db
      .insert(purposeRules)
      .values({ tenantId, id: ruleId, driverId, seq, ...row, updatedAt });
    return ruleId;
  });
}

/** Moves a rule one place up or down; at the end it stays. @throws ServiceError FORBIDDEN, NOT_FOUND. */
export async function moveRule(ctx: Ctx, id: string, to: "up" | "down"): Promise<void> {
  await changeRules(ctx, "moved", async (tx, _driverId, rules) => {
    const rule = pick(rules, id);
    const at = rules.indexOf(rule);
    const other = at + (to === "up" ? -1 : 1);
    const order = rules.map((one) => one.id);
    const swapped = order[other];
    if (swapped === undefined) return rule.id;
    order[other] = rule.id;
    order[at] = swapped;
    await renumber(tx, order);
    return rule.id;
  });
}

/** Takes a rule away. @throws ServiceError FORBIDDEN, NOT_FOUND. */
export async function removeRule(ctx: Ctx, id: string): Promise<void> {
  await changeRules(ctx, "removed", async (tx, _driverId, rules) => {
    const rule = pick(rules, id);
    await tx.db
      .delete(purposeRules)
      .where(and(eq(purposeRules.tenantId, tx.tenantId), eq(purposeRules.id, rule.id)));
    await renumber(
      tx,
      rules.filter((one) => one !== rule).map((one) => one.id),
    );
    return rule.id;
  });
}

async function changeRules(
  ctx: Ctx,
  what: string,
  change: (tx: Ctx, driverId: Id<"driver">, rules: readonly AccountRule[]) => Promise<Id<"other">>,
): Promise<Id<"other">> {
  return inTransaction(ctx, async (tx) => {
    const driverId = await lockActingDriver(tx);
    const ruleId = await change(tx, driverId, await rulesOf(tx, driverId));
    const charges = await relabelCharges(tx, driverId);
    await writeAudit(tx, {
      action: `account.rule_${what}`,
      subjectType: "driver",
      subjectId: driverId,
      detail: { ruleId, charges },
    });
    return ruleId;
  });
}

async function rulesOf(ctx: Ctx, driverId: Id<"driver">): Promise<AccountRule[]> {
  const rows = await ctx.db
    .select()
    .from(purposeRules)
    .where(and(eq(purposeRules.tenantId, ctx.tenantId), eq(purposeRules.driverId, driverId)))
    .orderBy(asc(purposeRules.seq), asc(purposeRules.id));
  return rows.map(({ id, name, condition, purpose, costCentreId }) => ({
    id,
    name,
    condition,
    purpose,
    costCentreId,
  }));
}

async function renumber(tx: Ctx, order: readonly Id<"other">[]): Promise<void> {
  const { tenantId } = tx;
  await updateRows(
    tx.db,
    purposeRules,
    ["tenantId", "id"],
    order.map((id, index) => ({ tenantId, id, seq: index + 1 })),
  );
}

// A rule may keep a cost centre that was archived after it was said.
async function requireCentre(
  tx: Ctx,
  driverId: Id<"driver">,
  { costCentreId }: RuleWords,
  rules: readonly AccountRule[],
): Promise<Id<"other"> | null> {
  const kept = rules.find((one) => one.costCentreId !== null && one.costCentreId === costCentreId);
  return kept?.costCentreId ?? requireCostCentre(tx, driverId, costCentreId);
}

function pick(rules: readonly AccountRule[], id: string): AccountRule {
  const found = isId(id) ? rules.find((one) => one.id === id) : undefined;
  if (!found) throw new ServiceError("NOT_FOUND", "There is no such rule.");
  return found;
}

/** What is said of a condition and nothing else. @throws ServiceError INVALID. */
function readCondition(said: PurposeCondition): PurposeCondition {
  const { weekdays, from, to } = said;
  if (weekdays?.some((day) => !Number.isInteger(day) || day < 1 || day > 7)) {
    throw new ServiceError("INVALID", "A week has days 1 to 7.", { field: "weekdays" });
  }
  for (const [field, clock] of Object.entries({ from, to })) {
    if (clock !== undefined && clockSeconds(clock) === null) {
      throw new ServiceError("INVALID", "That is no time of a clock.", { field });
    }
  }
  const lists = ["places", "vehicleIds", "tokenIds", "memberIds"] as const;
  const named = lists.flatMap((key) => {
    const list = said[key];
    if (list === undefined || list.length === 0) return [];
    if (list.length > MOST_NAMED)
      throw new ServiceError("LIMIT", "That is too many.", { field: key });
    return [[key, [...new Set(list)]] as const];
  });
  return {
    ...(weekdays !== undefined &&
      weekdays.length > 0 && { weekdays: [...new Set(weekdays)].toSorted((a, b) => a - b) }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...Object.fromEntries(named),
  };
}

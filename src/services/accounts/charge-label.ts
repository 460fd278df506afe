import { and, eq } from "drizzle-orm";
import { isId, type Id } from "@/core/ids";
import type { ChargePurpose } from "@/core/accounts/purpose-of-charge";
import { chargeLabels, costCentres, purposeRules } from "@/db/schema/accounts";
import { invoiceLines, invoices } from "@/db/schema/invoices";
import { charges, type ChargeState } from "@/db/schema/plans";
import { inTransaction } from "@/db/transaction";
import { readActorNames } from "@/services/audit/list-audit";
import { actorName, writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { requireChargesReader } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { findOwnCharge } from "@/services/sessions/find-own-charge";
import { costCentresOf } from "./cost-centres";
import { BY_RULE, labelNewCharges } from "./label-charges";
import { readChargeFacts } from "./charge-facts";
import { requireCostCentre } from "./member-row";

/** What a charge was for, as the people of its account see it. */
export interface ShownLabel {
  readonly purpose: ChargePurpose;
  readonly costCentre: { readonly code: string; readonly name: string } | null;
  readonly costCentreId: Id<"other"> | null;
  /** The rule's name; null where no rule held or somebody said it. */
  readonly rule: string | null;
  /** Who said it by hand; null: nobody. */
  readonly saidBy: string | null;
  /** It stands on a bill and changes no more. */
  readonly isBilled: boolean;
  /** What the acting person may say: nothing, private or business, or the cost centre, too. */
  readonly mayChange: "nothing" | "purpose" | "everything";
  /** To choose from, where he may. */
  readonly costCentres: readonly {
    readonly id: string;
    readonly code: string;
    readonly name: string;
  }[];
}

const CHANGEABLE: readonly ChargeState[] = ["waiting", "open", "drafted", "settled"];

/**
 * What a session's charge was for; null where the account does not divide its charges, or it is not priced yet.
 * @throws ServiceError NOT_FOUND, FORBIDDEN.
 */
export async function readChargeLabel(ctx: Ctx, sessionId: string): Promise<ShownLabel | null> {
  const { role } = requireChargesReader(ctx);
  const { driverId, chargeId } = await findOwnCharge(ctx, sessionId);
  if (chargeId === null) return null;
  const [row] = await ctx.db
    .select({
      label: chargeLabels,
      code: costCentres.code,
      name: costCentres.name,
      rule: purposeRules.name,
      state: charges.state,
      billed: invoiceLines.purpose,
      billedCentre: invoiceLines.costCentre,
      number: invoices.number,
    })
    .from(chargeLabels)
    .innerJoin(
      charges,
      and(eq(charges.tenantId, chargeLabels.tenantId), eq(charges.id, chargeLabels.chargeId)),
    )
    .leftJoin(
      costCentres,
      and(
        eq(costCentres.tenantId, chargeLabels.tenantId),
        eq(costCentres.id, chargeLabels.costCentreId),
      ),
    )
    .leftJoin(
      purposeRules,
      and(
        eq(purposeRules.tenantId, chargeLabels.tenantId),
        eq(purposeRules.id, chargeLabels.ruleId),
      ),
    )
    .leftJoin(
      invoiceLines,
      and(eq(invoiceLines.tenantId, charges.tenantId), eq(invoiceLines.chargeId, charges.id)),
    )
    .leftJoin(
      invoices,
      and(eq(invoices.tenantId, charges.tenantId), eq(invoices.id, invoiceLines.invoiceId)),
    )
    .where(and(eq(chargeLabels.tenantId, ctx.tenantId), eq(chargeLabels.chargeId, chargeId)));
  if (!row) return null;
  const centres = (await costCentresOf(ctx, driverId)).filter(({ isArchived }) => !isArchived);
  const { label, rule, code, name } = row;
  const isBilled = !CHANGEABLE.includes(row.state);
  const isByHand = label.setBy !== BY_RULE;
  const names = isByHand ? await readActorNames(ctx, [label.setBy]) : null;
  const runs = role === "owner" || role === "admin";
  const mayChange = isBilled || role === "bookkeeper" ? "nothing" : runs ? "everything" : "purpose";
  return {
    purpose: row.billed ?? label.purpose,
    costCentre:
      row.billedCentre === null
        ? code === null || name === null
          ? null
          : { code, name }
        : { code: row.billedCentre, name: row.billedCentre === code ? (name ?? "") : "" },
    costCentreId: label.costCentreId,
    rule: isByHand ? null : rule,
    saidBy: names ? (names.get(label.setBy) ?? "") : null,
    isBilled,
    mayChange,
    costCentres: mayChange === "everything" ? centres : [],
  };
}

/** What somebody says of a charge by hand. */
export interface SaidLabel {
  readonly purpose: ChargePurpose;
  /** Null: that of the member who charged. */
  readonly costCentreId: string | null;
}

/**
 * Says what a session's charge was for; null: what the rules say. Who runs the account says all of it, a driver of his
 * own charges whether they were private: the cost centre is then his own.
 * @throws ServiceError NOT_FOUND, FORBIDDEN, PRECONDITION once it stands on a bill (`reason` "billed") or where the
 * account does not divide its charges.
 */
export async function setChargeLabel(
  ctx: Ctx,
  sessionId: string,
  said: SaidLabel | null,
): Promise<void> {
  const { role } = requireChargesReader(ctx);
  if (role === "bookkeeper") {
    throw new ServiceError("FORBIDDEN", "Your role in this account does not include this.", {
      memberRole: role,
    });
  }
  await inTransaction(ctx, async (tx) => {
    const { driverId, chargeId } = await findOwnCharge(tx, sessionId);
    if (chargeId === null) throw new ServiceError("NOT_FOUND", "There is no charge yet.");
    await lockOpenCharge(tx, chargeId);
    const [charge] = await readChargeFacts(tx, eq(charges.id, chargeId));
    if (!charge?.label) {
      throw new ServiceError("PRECONDITION", "This account does not divide its charges.");
    }
    const isIt = and(eq(chargeLabels.tenantId, tx.tenantId), eq(chargeLabels.chargeId, chargeId));
    if (said === null) {
      await tx.db.update(chargeLabels).set({ setBy: BY_RULE }).where(isIt);
      await labelNewCharges(tx, [{ id: chargeId, driverId }]);
    } else {
      const centre = role === "driver" ? null : said.costCentreId;
      const named = await requireCostCentre(tx, driverId, centre);
      const costCentreId =
        said.purpose === "business" ? (named ?? charge.memberCostCentreId) : null;
      const setBy = actorName(tx.actor);
      const updatedAt = tx.clock.now();
      const label = { purpose: said.purpose, costCentreId, ruleId: null, setBy, updatedAt };
      await tx.db.update(chargeLabels).set(label).where(isIt);
    }
    await writeAudit(tx, {
      action: "account.charge_labelled",
      subjectType: "charge",
      subjectId: chargeId,
      detail: said ? { ...said } : { by: BY_RULE },
    });
  });
}

/** Holds a charge that no bill has yet. */
async function lockOpenCharge(tx: Ctx, chargeId: Id<"charge">): Promise<void> {
  const [row] = isId(chargeId)
    ? await tx.db
        .select({ state: charges.state })
        .from(charges)
        .where(and(eq(charges.tenantId, tx.tenantId), eq(charges.id, chargeId)))
        .for("no key update")
    : [];
  if (row && CHANGEABLE.includes(row.state)) return;
  throw new ServiceError("PRECONDITION", "This charge stands on a bill.", { reason: "billed" });
}

import { and, eq, inArray, isNull, or } from "drizzle-orm";
import { purposeOfCharge, type ChargeLabel } from "@/core/accounts/purpose-of-charge";
import type { Id } from "@/core/ids";
import { insertRows } from "@/db/insert-rows";
import { isOneOf } from "@/db/is-one-of";
import { chargeLabels } from "@/db/schema/accounts";
import { charges } from "@/db/schema/plans";
import { updateRows } from "@/db/update-rows";
import type { Ctx } from "@/services/context";
import { readAccountTerms, type AccountTerms } from "./account-terms";
import { readChargeFacts, type LabelledCharge } from "./charge-facts";

/** Who says what a charge was for, where nobody did by hand. */
export const BY_RULE = "rule";

/** What the rules of an account make of a charge. */
export function labelOf(
  { rules, purpose, timeZone }: Pick<AccountTerms, "rules" | "purpose" | "timeZone">,
  charge: LabelledCharge,
): ChargeLabel {
  const facts = { ...charge.facts, timeZone: charge.timeZone ?? timeZone };
  return purposeOfCharge(rules, facts, { purpose, costCentreId: charge.memberCostCentreId });
}

/**
 * Labels charges that were just stored, in their transaction, so that no bill finds one without. Of accounts that do
 * not divide theirs nothing is written: one statement says which those are.
 */
export async function labelNewCharges(
  tx: Ctx,
  made: readonly { readonly id: Id<"charge">; readonly driverId: Id<"driver"> }[],
): Promise<void> {
  const terms = await readAccountTerms(
    tx,
    made.map(({ driverId }) => driverId),
  );
  if (terms.size === 0) return;
  const ids = made.flatMap(({ id, driverId }) => (terms.has(driverId) ? [id] : []));
  await label(tx, terms, await readChargeFacts(tx, isOneOf(charges.id, ids)));
}

/**
 * Labels an account's charges anew by its rules: those that no bill has yet and nobody labelled by hand. Call it in
 * the transaction that changed the rules. Returns how many it looked at.
 */
export async function relabelCharges(tx: Ctx, driverId: Id<"driver">): Promise<number> {
  const terms = await readAccountTerms(tx, [driverId]);
  const changeable = and(
    eq(charges.driverId, driverId),
    inArray(charges.state, ["waiting", "open", "drafted"]),
    or(isNull(chargeLabels.setBy), eq(chargeLabels.setBy, BY_RULE)),
  );
  const found = await readChargeFacts(tx, changeable);
  if (terms.size === 0) {
    // Nothing divides the account any more.
    const ids = found.flatMap(({ chargeId, label: is }) => (is ? [chargeId] : []));
    if (ids.length > 0) {
      await tx.db
        .delete(chargeLabels)
        .where(and(eq(chargeLabels.tenantId, tx.tenantId), isOneOf(chargeLabels.chargeId, ids)));
    }
    return found.length;
  }
  await label(tx, terms, found);
  return found.length;
}

async function label(
  tx: Ctx,
  terms: ReadonlyMap<Id<"driver">, AccountTerms>,
  found: readonly LabelledCharge[],
): Promise<void> {
  const updatedAt = tx.clock.now();
  const rows = found.flatMap((charge) => {
    const of = terms.get(charge.driverId);
    if (!of || (charge.label && charge.label.setBy !== BY_RULE)) return [];
    const { chargeId, driverId, memberId } = charge;
    const said = labelOf(of, charge);
    const row = {
      tenantId: tx.tenantId,
      chargeId,
      driverId,
      purpose: said.purpose,
      costCentreId: said.costCentreId as Id<"other"> | null,
      memberId,
      ruleId: said.ruleId as Id<"other"> | null,
      setBy: BY_RULE,
      updatedAt,
    };
    return [{ row, isNew: charge.label === null }];
  });
  const pick = (isNew: boolean) => rows.filter((one) => one.isNew === isNew).map(({ row }) => row);
  await insertRows(tx.db, chargeLabels, pick(true), {
    unlessTaken: [chargeLabels.tenantId, chargeLabels.chargeId],
  });
  await updateRows(tx.db, chargeLabels, ["tenantId", "chargeId"], pick(false));
}

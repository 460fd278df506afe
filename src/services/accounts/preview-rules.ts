import { and, eq, gt, ne } from "drizzle-orm";
import type { ChargePurpose, PurposeRule } from "@/core/accounts/purpose-of-charge";
import type { Id } from "@/core/ids";
import { money, type Money } from "@/core/money/money";
import { cdrs } from "@/db/schema/cdrs";
import { drivers } from "@/db/schema/drivers";
import { charges } from "@/db/schema/plans";
import type { Ctx } from "@/services/context";
import { requireDriver } from "@/services/require-role";
import { readChargeFacts } from "./charge-facts";
import { labelOf } from "./label-charges";
import { listRules } from "./purpose-rules";

/** A charge of the last days as the rules, as they stand, label it. */
export interface PreviewedCharge {
  readonly chargeId: Id<"charge">;
  readonly cdrId: Id<"cdr">;
  readonly startedAt: Temporal.Instant;
  readonly timeZone: string;
  readonly place: string;
  readonly memberName: string | null;
  readonly price: Money | null;
  readonly purpose: ChargePurpose;
  readonly costCentreId: string | null;
  /** Null: no rule holds. */
  readonly ruleId: string | null;
}

/** What the rules make of the last 30 days. */
export interface RulesPreview {
  readonly charges: readonly PreviewedCharge[];
  /** There were more; these are the latest. */
  readonly hasMore: boolean;
}

const DAYS = { hours: 30 * 24 } as const;
const MOST = 100;

/**
 * How the account's rules label the charges of the last 30 days, latest first, whatever was said of them by hand or on
 * a bill. Nothing is changed.
 * @throws ServiceError FORBIDDEN.
 */
export async function previewRules(ctx: Ctx): Promise<RulesPreview> {
  const driverId = requireDriver(ctx);
  const since = ctx.clock.now().subtract(DAYS);
  const [[driver], rules, found] = await Promise.all([
    ctx.db
      .select({ timeZone: drivers.timeZone, kind: drivers.kind })
      .from(drivers)
      .where(and(eq(drivers.tenantId, ctx.tenantId), eq(drivers.id, driverId))),
    listRules(ctx),
    readChargeFacts(
      ctx,
      and(eq(charges.driverId, driverId), gt(cdrs.startedAt, since), ne(charges.state, "void")),
    ),
  ]);
  const terms = {
    rules: rules satisfies readonly PurposeRule[],
    purpose: driver?.kind === "business" ? "business" : "private",
    timeZone: driver?.timeZone ?? "UTC",
  } as const;
  const latest = found.toReversed().slice(0, MOST);
  return {
    hasMore: found.length > MOST,
    charges: latest.map((charge) => {
      const { chargeId, cdrId, facts, timeZone, place, memberName, grossMinor, currency } = charge;
      return {
        chargeId,
        cdrId,
        startedAt: facts.startedAt,
        timeZone: timeZone ?? terms.timeZone,
        place,
        memberName,
        price: grossMinor === null ? null : money(grossMinor, currency),
        ...labelOf(terms, charge),
      };
    }),
  };
}

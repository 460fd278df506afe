import { and, asc, desc, eq, inArray, isNotNull, sql } from "drizzle-orm";
import { costCentres } from "@/db/schema/accounts";
import { charges } from "@/db/schema/plans";
import type { Ctx } from "@/services/context";
import { ownReceiptAccount } from "./receipt-account";

const MONTHS = 24;

/** What receipts can be narrowed by. */
export interface ReceiptChoices {
  /** The account's wall clock. */
  readonly timeZone: string;
  /** Today there ("2026-11-23"). */
  readonly today: string;
  /** Months with charges, the newest first ("2026-11"). */
  readonly months: readonly string[];
  /** Empty where the account is not divided, or for whoever sees only his own. */
  readonly costCentres: readonly {
    readonly id: string;
    readonly code: string;
    readonly name: string;
  }[];
  /** Whether charges are told apart as business and private. */
  readonly hasPurposes: boolean;
}

/** What the acting person can choose receipts by. @throws ServiceError FORBIDDEN. */
export async function readReceiptChoices(ctx: Ctx): Promise<ReceiptChoices> {
  const { driver, memberId } = await ownReceiptAccount(ctx);
  const { timeZone } = driver;
  const month = sql<string>`to_char(${charges.servicedAt} at time zone ${timeZone}, 'YYYY-MM')`;
  const [months, centres] = await Promise.all([
    ctx.db
      .selectDistinct({ month: month.as("month") })
      .from(charges)
      .where(
        and(
          eq(charges.tenantId, ctx.tenantId),
          eq(charges.driverId, driver.id),
          inArray(charges.state, ["open", "drafted", "invoiced", "settled"]),
          isNotNull(charges.grossMinor),
        ),
      )
      .orderBy(desc(sql`month`))
      .limit(MONTHS),
    ctx.db
      .select({ id: costCentres.id, code: costCentres.code, name: costCentres.name })
      .from(costCentres)
      .where(and(eq(costCentres.tenantId, ctx.tenantId), eq(costCentres.driverId, driver.id)))
      .orderBy(asc(costCentres.code)),
  ]);
  const rules = await ctx.db.execute<{ readonly has: boolean }>(
    sql`select exists (select 1 from charge_labels l where l.tenant_id = ${ctx.tenantId}
      and l.driver_id = ${driver.id}) as has`,
  );
  return {
    timeZone,
    today: ctx.clock.now().toZonedDateTimeISO(timeZone).toPlainDate().toString(),
    months: months.map((row) => row.month),
    costCentres: memberId === null ? centres : [],
    hasPurposes: rules[0]?.has ?? false,
  };
}

import { and, eq, gt, lte, sql } from "drizzle-orm";
import { drivers } from "@/db/schema/drivers";
import { notifications } from "@/db/schema/notifications";
import { termsVersions } from "@/db/schema/sign-ups";
import { inTransaction } from "@/db/transaction";
import type { Ctx } from "@/services/context";
import { writeNotifications } from "@/services/notifications/write-notification";

/** How long before their day drivers are told of changed terms. */
export const NOTICE = { hours: 30 * 24 };

const BATCH = 200;

/**
 * Tells drivers of terms that will hold within thirty days, each once. The first terms change nothing for anybody.
 * Returns whether more wait to be told.
 */
export async function announceTerms(ctx: Ctx): Promise<boolean> {
  const now = ctx.clock.now();
  const [coming] = await ctx.db
    .select({ version: termsVersions.version, validFrom: termsVersions.validFrom })
    .from(termsVersions)
    .where(
      and(
        eq(termsVersions.tenantId, ctx.tenantId),
        eq(termsVersions.kind, "terms"),
        gt(termsVersions.version, 1),
        gt(termsVersions.validFrom, now),
        lte(termsVersions.validFrom, now.add(NOTICE)),
      ),
    )
    .limit(1);
  if (!coming) return false;
  return inTransaction(ctx, (tx) => tellSome(tx, coming));
}

async function tellSome(
  ctx: Ctx,
  { version, validFrom }: { readonly version: number; readonly validFrom: Temporal.Instant },
): Promise<boolean> {
  const keyOf = sql`'terms_changed:' || ${version}::text || ':' || ${drivers.id}::text`;
  const told = sql`select 1 from ${notifications} n
    where n.tenant_id = ${drivers.tenantId} and n.key = ${keyOf}`;
  const rows = await ctx.db
    .select({
      id: drivers.id,
      name: drivers.name,
      email: drivers.email,
      locale: drivers.locale,
      timeZone: drivers.timeZone,
    })
    .from(drivers)
    .where(
      and(
        eq(drivers.tenantId, ctx.tenantId),
        sql`${drivers.state} <> 'closed'`,
        sql`not exists (${told})`,
      ),
    )
    .orderBy(drivers.id)
    .limit(BATCH);
  await writeNotifications(
    ctx,
    rows.map(({ id, name, email, locale, timeZone }) => ({
      key: `terms_changed:${version}:${id}`,
      kind: "terms_changed" as const,
      email,
      locale,
      payload: {
        name,
        dueOn: validFrom.toZonedDateTimeISO(timeZone).toPlainDate().toString(),
        url: `${ctx.settings.baseUrl}/terms?version=${version}`,
      },
    })),
  );
  return rows.length === BATCH;
}

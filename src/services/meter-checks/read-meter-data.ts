import { createHash } from "node:crypto";
import { and, desc, eq, ne, sql } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { invariant } from "@/core/invariant";
import type { Cdr, SignedData } from "@/core/roaming/cdr";
import { decodeCdr } from "@/core/roaming/json";
import { cdrs } from "@/db/schema/cdrs";
import { meterChecks } from "@/db/schema/receipts";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";
import { findOwnCharge } from "@/services/sessions/find-own-charge";

/** What a check of signed meter data came to, as it is kept. */
export interface StoredMeterCheck {
  readonly id: Id<"other">;
  readonly encoding: string;
  readonly outcome: typeof meterChecks.$inferSelect.outcome;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly tool: string;
  readonly checkedIn: "browser" | "server";
  readonly checkedAt: Temporal.Instant;
}

/** A charge's signed meter data, what they are held against, and what earlier checks came to. */
export interface MeterData {
  readonly cdrId: Id<"cdr">;
  readonly evseId: string;
  readonly signedData: SignedData | null;
  /** As the CDR has it; 10⁻⁶ kWh. */
  readonly energyMicroKwh: bigint;
  readonly startedAt: Temporal.Instant;
  readonly endedAt: Temporal.Instant;
  readonly meterId: string | null;
  /** Of the data as they came; null where nothing was signed. */
  readonly dataSha256: Uint8Array | null;
  /** Newest first. */
  readonly checks: readonly StoredMeterCheck[];
}

/**
 * The signed meter data of a charge of the acting driver; null while its CDR has not come.
 * @throws ServiceError NOT_FOUND, FORBIDDEN.
 */
export async function readMeterData(ctx: Ctx, sessionId: string): Promise<MeterData | null> {
  const { cdrId } = await findOwnCharge(ctx, sessionId);
  if (cdrId === null) return null;
  const [[row], checks] = await Promise.all([
    ctx.db
      .select({ core: cdrs.core })
      .from(cdrs)
      .where(and(eq(cdrs.tenantId, ctx.tenantId), eq(cdrs.id, cdrId))),
    readChecks(ctx, cdrId),
  ]);
  invariant(row, "a session's CDR is there");
  const cdr = decodeCdr(row.core);
  const signedData = signedDataOf(cdr);
  return {
    cdrId,
    evseId: cdr.cdrLocation.evseId,
    signedData,
    energyMicroKwh: cdr.totalEnergy,
    startedAt: cdr.startDateTime,
    endedAt: cdr.endDateTime,
    meterId: cdr.meterId ?? null,
    dataSha256: signedData && hashOf(signedData),
    checks,
  };
}

/**
 * Checks of a CDR's signed meter data, newest first. For finance.
 * @throws ServiceError FORBIDDEN, UNAUTHENTICATED.
 */
export async function listMeterChecks(ctx: Ctx, cdrId: Id<"cdr">): Promise<StoredMeterCheck[]> {
  requireRole(ctx, "finance");
  return readChecks(ctx, cdrId);
}

/**
 * How often a key was seen at a charging point in checks of other charges, and how many others were: a key that came
 * with the data is worth more where it has always been the same.
 */
export async function readKeyHistory(
  ctx: Ctx,
  { cdrId, fingerprint }: { readonly cdrId: Id<"cdr">; readonly fingerprint: string },
): Promise<{ readonly same: number; readonly others: number }> {
  const key = sql<string | null>`${meterChecks.detail} #>> '{key,fingerprint}'`;
  const point = ctx.db
    .select({ evseKey: cdrs.evseKey })
    .from(cdrs)
    .where(and(eq(cdrs.tenantId, ctx.tenantId), eq(cdrs.id, cdrId)));
  const [row] = await ctx.db
    .select({
      same: sql<number>`count(distinct ${meterChecks.cdrId}) filter (where ${key} = ${fingerprint})::int`,
      others: sql<number>`count(distinct ${key}) filter (where ${key} <> ${fingerprint})::int`,
    })
    .from(meterChecks)
    .innerJoin(cdrs, and(eq(cdrs.tenantId, meterChecks.tenantId), eq(cdrs.id, meterChecks.cdrId)))
    .where(
      and(
        eq(meterChecks.tenantId, ctx.tenantId),
        eq(meterChecks.checkedIn, "server"),
        eq(meterChecks.outcome, "genuine"),
        ne(meterChecks.cdrId, cdrId),
        sql`${cdrs.evseKey} = (${point})`,
      ),
    );
  return { same: row?.same ?? 0, others: row?.others ?? 0 };
}

async function readChecks(ctx: Ctx, cdrId: Id<"cdr">): Promise<StoredMeterCheck[]> {
  const { id, encoding, outcome, detail, tool, checkedIn, checkedAt } = meterChecks;
  return ctx.db
    .select({ id, encoding, outcome, detail, tool, checkedIn, checkedAt })
    .from(meterChecks)
    .where(and(eq(meterChecks.tenantId, ctx.tenantId), eq(meterChecks.cdrId, cdrId)))
    .orderBy(desc(checkedAt), desc(id));
}

// Some operators send the field with nothing in it.
function signedDataOf({ signedData }: Cdr): SignedData | null {
  return signedData && signedData.signedValues.length > 0 ? signedData : null;
}

function hashOf(data: SignedData): Uint8Array {
  const { encodingMethod, encodingMethodVersion, publicKey, signedValues } = data;
  const values = signedValues.map((one) => [one.nature, one.plainData, one.signedData]);
  const text = JSON.stringify([encodingMethod, encodingMethodVersion, publicKey, values]);
  return createHash("sha256").update(text).digest();
}

import { and, eq, inArray, or, sql } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { money, type Money } from "@/core/money/money";
import { cdrHolds, cdrs, type CdrState } from "@/db/schema/cdrs";
import { chargeCorrections } from "@/db/schema/plans";
import type { ParkingWhileHeld } from "@/core/smart-charging/parking-while-held";
import type { Ctx } from "@/services/context";
import { readParkingDetail } from "./parking-detail";
import type { ReleasedHow } from "./store-holds";

/** Another CDR of the same story, to be named and opened. */
export interface ChainedCdr {
  readonly id: Id<"cdr">;
  readonly ocpiId: string;
  readonly role: "credits" | "creditedBy" | "replaces" | "replacedBy";
  readonly state: CdrState;
  readonly receivedAt: Temporal.Instant;
}

/** Why a CDR is or was held. */
export interface CdrHold {
  readonly id: Id;
  readonly code: string;
  /** As `heldReasons` has it: "unknown-token: no driver …". */
  readonly stored: string;
  /** What was held of billed parking, where that is the reason. */
  readonly parking: ParkingWhileHeld | null;
  readonly other: { readonly id: Id<"cdr">; readonly ocpiId: string } | null;
  readonly heldAt: Temporal.Instant;
  readonly releasedAt: Temporal.Instant | null;
  readonly releasedHow: ReleasedHow | null;
}

/** What a Credit CDR gave back of a driver's charge. */
export interface CdrCorrection {
  readonly state: "reversed" | "due" | "credited";
  readonly gross: Money;
  readonly at: Temporal.Instant;
}

type CdrRow = typeof cdrs.$inferSelect;

/** What was taken back by what, and what came in its place: original, credit, replacement. */
export async function readCdrChain(ctx: Ctx, row: CdrRow): Promise<readonly ChainedCdr[]> {
  const { creditsCdrId, creditedByCdrId, replacesCdrId } = row;
  const named = [creditsCdrId, creditedByCdrId, replacesCdrId].filter((id) => id !== null);
  // Only what was taken back is ever replaced.
  if (named.length === 0) return [];
  const rows = await ctx.db
    .select({
      id: cdrs.id,
      ocpiId: cdrs.ocpiId,
      state: cdrs.state,
      receivedAt: cdrs.receivedAt,
    })
    .from(cdrs)
    .where(
      and(
        eq(cdrs.tenantId, ctx.tenantId),
        or(
          inArray(cdrs.id, named),
          row.sessionOcpiId === null
            ? sql`false`
            : and(
                eq(cdrs.partnerId, row.partnerId),
                eq(cdrs.sessionOcpiId, row.sessionOcpiId),
                eq(cdrs.replacesCdrId, row.creditsCdrId ?? row.id),
              ),
        ),
      ),
    )
    .orderBy(cdrs.receivedAt, cdrs.id);
  return rows.map((one) => ({
    ...one,
    role:
      one.id === creditsCdrId
        ? ("credits" as const)
        : one.id === creditedByCdrId
          ? ("creditedBy" as const)
          : one.id === replacesCdrId
            ? ("replaces" as const)
            : ("replacedBy" as const),
  }));
}

/** Every hold that a CDR had, the latest first. */
export async function readCdrHolds(ctx: Ctx, cdrId: Id<"cdr">): Promise<readonly CdrHold[]> {
  const rows = await ctx.db
    .select({ hold: cdrHolds, otherId: cdrs.id, otherOcpiId: cdrs.ocpiId })
    .from(cdrHolds)
    .leftJoin(cdrs, and(eq(cdrs.tenantId, cdrHolds.tenantId), eq(cdrs.id, cdrHolds.otherCdrId)))
    .where(and(eq(cdrHolds.tenantId, ctx.tenantId), eq(cdrHolds.cdrId, cdrId)))
    .orderBy(sql`${cdrHolds.heldAt} desc, ${cdrHolds.id} desc`);
  return rows.map(({ hold, otherId, otherOcpiId }) => ({
    id: hold.id,
    code: hold.code,
    stored: storedText(hold.code, hold.detail["words"]),
    parking: readParkingDetail(hold.code, hold.detail),
    other: otherId === null || otherOcpiId === null ? null : { id: otherId, ocpiId: otherOcpiId },
    heldAt: hold.heldAt,
    releasedAt: hold.releasedAt,
    releasedHow: hold.releasedHow,
  }));
}

function storedText(code: string, words: unknown): string {
  if (code.startsWith("unpriceable:")) return code.replace(":", ": ");
  return typeof words === "string" ? `${code}: ${words}` : code;
}

/** What was given back of the driver's charge of a CDR, or because of a Credit CDR; null for nothing. */
export async function readCdrCorrection(
  ctx: Ctx,
  of: { readonly cdrId: Id<"cdr">; readonly chargeId: Id<"charge"> | null },
): Promise<CdrCorrection | null> {
  const [row] = await ctx.db
    .select()
    .from(chargeCorrections)
    .where(
      and(
        eq(chargeCorrections.tenantId, ctx.tenantId),
        or(
          eq(chargeCorrections.cdrId, of.cdrId),
          of.chargeId === null ? sql`false` : eq(chargeCorrections.chargeId, of.chargeId),
        ),
      ),
    )
    .limit(1);
  if (!row) return null;
  return { state: row.state, gross: money(row.grossMinor, row.currency), at: row.createdAt };
}

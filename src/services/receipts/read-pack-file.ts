import { and, eq, gt, isNull } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { receiptPacks } from "@/db/schema/receipts";
import type { Ctx } from "@/services/context";
import { requireChargesReader } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";

/** An archive's file. */
export interface PackFile {
  readonly fileName: string;
  readonly content: Uint8Array;
}

/** An archive of the acting person's account. @throws ServiceError NOT_FOUND also for one that expired, FORBIDDEN. */
export async function readPackFile(ctx: Ctx, packId: Id<"other">): Promise<PackFile> {
  const { driverId, onlyMemberId } = requireChargesReader(ctx);
  const own = and(
    eq(receiptPacks.driverId, driverId),
    onlyMemberId ? eq(receiptPacks.memberId, onlyMemberId) : isNull(receiptPacks.memberId),
  );
  return found(await readFile(ctx, packId, own));
}

/** An archive for whoever holds its signed link, or for the mail that brings it. @throws ServiceError NOT_FOUND. */
export async function readLinkedPackFile(ctx: Ctx, packId: Id<"other">): Promise<PackFile> {
  return found(await readFile(ctx, packId));
}

async function readFile(ctx: Ctx, packId: Id<"other">, more?: ReturnType<typeof and>) {
  const [row] = await ctx.db
    .select({ fileName: receiptPacks.fileName, content: receiptPacks.content })
    .from(receiptPacks)
    .where(
      and(
        eq(receiptPacks.tenantId, ctx.tenantId),
        eq(receiptPacks.id, packId),
        eq(receiptPacks.state, "ready"),
        gt(receiptPacks.expiresAt, ctx.clock.now()),
        more,
      ),
    );
  return row;
}

function found(row: Awaited<ReturnType<typeof readFile>>): PackFile {
  if (!row?.content || row.fileName === null)
    throw new ServiceError("NOT_FOUND", "There is no such archive any more.");
  return { fileName: row.fileName, content: row.content };
}

import { and, eq } from "drizzle-orm";

import { isId, type Id } from "@/core/ids";
import { chargeDisputes, disputePictures } from "@/db/schema/charge-disputes";
import type { Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";
import { findSeenDispute, type DisputeAudience } from "./dispute-row";
import { endingOf } from "./picture-type";
import { readTrace } from "./read-trace";

/** A picture as it is served. */
export interface DisputePicture {
  readonly mediaType: string;
  readonly content: Uint8Array;
  readonly fileName: string;
}

/**
 * A picture of a dispute, for who reads the entry that it belongs to, from whichever of his pages.
 * @throws ServiceError NOT_FOUND for everybody else, UNAUTHENTICATED.
 */
export async function readDisputePicture(ctx: Ctx, id: string): Promise<DisputePicture> {
  const [found] = isId(id)
    ? await ctx.db
        .select({ picture: disputePictures, number: chargeDisputes.number })
        .from(disputePictures)
        .innerJoin(
          chargeDisputes,
          and(
            eq(chargeDisputes.tenantId, disputePictures.tenantId),
            eq(chargeDisputes.id, disputePictures.disputeId),
          ),
        )
        .where(
          and(
            eq(disputePictures.tenantId, ctx.tenantId),
            eq(disputePictures.id, id as Id<"other">),
          ),
        )
    : [];
  if (!found || !(await mayRead(ctx, found.picture))) {
    throw new ServiceError("NOT_FOUND", "There is no such picture.");
  }
  const { mediaType, content } = found.picture;
  return { mediaType, content, fileName: `${found.number}.${endingOf(mediaType)}` };
}

const AUDIENCES: readonly DisputeAudience[] = ["driver", "finance", "partner"];

async function mayRead(
  ctx: Ctx,
  { id, disputeId }: typeof disputePictures.$inferSelect,
): Promise<boolean> {
  for (const audience of AUDIENCES) {
    if (!(await isSeen(ctx, audience, disputeId))) continue;
    const trace = await readTrace(ctx, disputeId, audience);
    if (trace.some(({ pictures }) => pictures.includes(id))) return true;
  }
  return false;
}

async function isSeen(
  ctx: Ctx,
  audience: DisputeAudience,
  disputeId: Id<"dispute">,
): Promise<boolean> {
  try {
    await findSeenDispute(ctx, audience, disputeId);
    return true;
  } catch (error) {
    if (error instanceof ServiceError) return false;
    throw error;
  }
}

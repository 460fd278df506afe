import { createHash } from "node:crypto";
import { and, count, eq } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { newId } from "@/db/new-id";
import { disputePictures } from "@/db/schema/charge-disputes";
import type { Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";
import type { DisputeAudience } from "./dispute-row";
import { MOST_PICTURE_BYTES, MOST_PICTURES, pictureTypeOf } from "./picture-type";

/** A picture as it came from the browser. */
export interface NewPicture {
  readonly content: Uint8Array;
}

/**
 * Keeps pictures with a dispute, in the caller's transaction; answers their ids. What it is, its bytes say.
 * @throws ServiceError INVALID (no JPEG, PNG or WebP, or too large), LIMIT (too many of one side).
 */
export async function storePictures(
  ctx: Ctx,
  disputeId: Id<"dispute">,
  { as, pictures }: { readonly as: DisputeAudience; readonly pictures: readonly NewPicture[] },
): Promise<readonly Id<"other">[]> {
  if (pictures.length === 0) return [];
  const rows = pictures.map(({ content }) => {
    const mediaType = pictureTypeOf(content);
    if (mediaType === null) {
      throw new ServiceError("INVALID", "Only pictures: JPEG, PNG or WebP.", { of: "picture" });
    }
    if (content.length > MOST_PICTURE_BYTES) {
      throw new ServiceError("INVALID", "A picture is too large.", { of: "picture" });
    }
    return {
      tenantId: ctx.tenantId,
      id: newId<"other">(),
      disputeId,
      addedBy: as,
      mediaType,
      content,
      contentSha256: createHash("sha256").update(content).digest(),
      addedAt: ctx.clock.now(),
    };
  });
  const [had] = await ctx.db
    .select({ n: count() })
    .from(disputePictures)
    .where(
      and(
        eq(disputePictures.tenantId, ctx.tenantId),
        eq(disputePictures.disputeId, disputeId),
        eq(disputePictures.addedBy, as),
      ),
    );
  if ((had?.n ?? 0) + rows.length > MOST_PICTURES) {
    throw new ServiceError("LIMIT", `At most ${MOST_PICTURES} pictures.`, { of: "picture" });
  }
  for (const row of rows) await ctx.db.insert(disputePictures).values(row);
  return rows.map(({ id }) => id);
}

import type { Id } from "@/core/ids";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";
import type { KeyHolder } from "./site-keys";

/** Who speaks of a site's limits and load: its operations, or the holder of one of its keys. */
export interface Speaker {
  readonly siteId: Id<"site">;
  /** null: somebody of ours. */
  readonly keyId: Id<"other"> | null;
}

/** Somebody of ours. @throws ServiceError FORBIDDEN, UNAUTHENTICATED. */
export function staffOf(ctx: Ctx, siteId: Id<"site">): Speaker {
  requireRole(ctx, "operations");
  return { siteId, keyId: null };
}

/** The holder of a key; his context acts as `system:grid-key:<id>`. */
export function holderOf({ siteId, keyId }: KeyHolder): Speaker {
  return { siteId, keyId };
}

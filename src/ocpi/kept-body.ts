import type { Ctx } from "@/services/context";
import { hideForeignDrivers } from "@/services/sessions/steered-token";

/**
 * A body as the log may keep it that no receiver kept: nothing of credentials, which hold a token, and of sessions not
 * who drives another eMSP's car. Where that cannot be found out, nothing.
 */
export async function keptBody(
  ctx: Ctx,
  module: string,
  body: Uint8Array | null,
): Promise<Uint8Array | null> {
  if (module === "credentials") return null;
  if (module !== "sessions" || body === null) return body;
  return hideForeignDrivers(ctx, body).catch(() => null);
}

import "server-only";
import { webRuntime } from "@/auth/runtime";
import {
  acceptInvitation,
  readInvitation,
  tenantOfInvitation,
  type Invitation,
  type JoinedMember,
} from "@/services/accounts/invitation";
import { openContext, type Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";

/** The invitation that a link leads to; null for one that was used, withdrawn, or has ended. Nothing is changed. */
export async function readJoinLink(secret: string): Promise<Invitation | null> {
  return withLink(secret, (ctx) => readInvitation(ctx, secret));
}

/** Makes the person whom the link was sent to a member; null where it leads nowhere any more. */
export async function followJoinLink(secret: string): Promise<JoinedMember | null> {
  return withLink(secret, (ctx) => acceptInvitation(ctx, secret));
}

async function withLink<T>(secret: string, deed: (ctx: Ctx) => Promise<T>): Promise<T | null> {
  const runtime = webRuntime();
  const tenantId = await tenantOfInvitation(runtime.pool.db, secret);
  if (!tenantId) return null;
  const ctx = openContext(runtime, { tenantId, actor: { kind: "system", name: "invitation" } });
  try {
    return await deed(ctx);
  } catch (error) {
    if (error instanceof ServiceError && error.code === "NOT_FOUND") return null;
    throw error;
  }
}

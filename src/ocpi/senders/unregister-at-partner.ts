import type { Id } from "@/core/ids";
import { no, ok } from "@/core/outcome";
import { describeAnswer } from "@/ocpi/read-envelope";
import type { Ctx } from "@/services/context";
import { leavePartner } from "@/services/partners/leave-partner";
import { readPartnerConnection } from "@/services/partners/partner-connection";
import { ServiceError } from "@/services/service-error";
import { callPartner } from "./client";
import { PartnerError } from "./partner-error";
import type { HandshakeResult } from "./register-at-partner";

/** What says that the partner no longer knows us, which is what we want. */
const GONE = new Set([401, 404, 405]);

/**
 * Unregisters us at a partner and ends the connection on our side too. OCPI 2.2.1 credentials, DELETE.
 * A partner that can't be asked stays registered; the reason is returned.
 * @throws ServiceError PRECONDITION when it is not registered.
 */
export async function unregisterAtPartner(
  ctx: Ctx,
  partnerId: Id<"partner">,
): Promise<HandshakeResult> {
  const partner = await readPartnerConnection(ctx, partnerId);
  const url = partner.endpoints.find(({ identifier }) => identifier === "credentials")?.url;
  if (partner.state !== "registered" || partner.token === null || url === undefined) {
    throw new ServiceError("PRECONDITION", "This connection is not registered.");
  }
  try {
    const request = { method: "DELETE", url, token: partner.token, module: "credentials" } as const;
    const answer = await callPartner(ctx, partner, { ...request, isSecret: true });
    if (!answer.isSuccess && !GONE.has(answer.http)) return no(describeAnswer(answer));
  } catch (error) {
    if (!(error instanceof PartnerError)) throw error;
    return no(error.message);
  }
  await leavePartner(ctx, partnerId);
  return ok(true);
}

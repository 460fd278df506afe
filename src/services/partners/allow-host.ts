import type { Id } from "@/core/ids";
import { inTransaction } from "@/db/transaction";
import { writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { readHost } from "./partner-hosts";
import { lockPartner, updatePartner } from "./partner-row";

/**
 * Lets us call a partner at one more host, with its token; a handshake that was refused for it must be tried again.
 * Operations only.
 * @throws ServiceError FORBIDDEN, NOT_FOUND, INVALID for what is no host.
 */
export async function allowHost(
  ctx: Ctx,
  input: { readonly partnerId: Id<"partner">; readonly host: string },
): Promise<void> {
  requireRole(ctx, "operations");
  const { partnerId } = input;
  const host = readHost(input.host);
  if (host === null) throw new ServiceError("INVALID", "That is no host.", { field: "host" });
  await inTransaction(ctx, async (tx) => {
    const { settings: before } = await lockPartner(tx, partnerId);
    const hosts = [...new Set([...(before.hosts ?? []), host])].toSorted();
    await updatePartner(tx, partnerId, { settings: { ...before, hosts } });
    await writeAudit(tx, {
      action: "partner.host_allowed",
      subjectType: "partner",
      subjectId: partnerId,
      detail: { message: host },
    });
  });
}

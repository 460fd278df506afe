import type { Id } from "@/core/ids";
import { newId } from "@/db/new-id";
import { partners, type PartnerSettings } from "@/db/schema/partners";
import { inTransaction } from "@/db/transaction";
import { writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { issueInboundToken } from "./inbound-tokens";
import { createPartnerToken } from "./partner-token";

/** What we hand to a partner out of band. `tokenA` is shown this once. */
export interface Invitation {
  readonly partnerId: Id<"partner">;
  readonly tokenA: string;
  readonly versionsUrl: string;
}

/** A partner's name as people typed it. @throws ServiceError INVALID when empty or over 100 characters. */
export function readPartnerName(text: string): string {
  const name = text.trim();
  if (name === "" || name.length > 100) {
    throw new ServiceError("INVALID", "A partner needs a name of 1 to 100 characters.", {
      field: "name",
    });
  }
  return name;
}

/**
 * Makes a partner that registers itself with us, and its TOKEN_A. Operations only.
 * `tokenA` is given only where both sides agreed on it beforehand.
 * @throws ServiceError INVALID for a name or token that can't be.
 */
export async function invitePartner(
  ctx: Ctx,
  input: {
    readonly name: string;
    readonly settings?: PartnerSettings;
    readonly tokenA?: string;
  },
): Promise<Invitation> {
  requireRole(ctx, "operations");
  const name = readPartnerName(input.name);
  const tokenA = input.tokenA ?? createPartnerToken();
  if (!/^[\x21-\x7e]{16,64}$/.test(tokenA)) {
    throw new ServiceError("INVALID", "A token is 16 to 64 printable characters without spaces.", {
      field: "tokenA",
    });
  }
  const partnerId = newId<"partner">();
  await inTransaction(ctx, async (tx) => {
    await tx.db.insert(partners).values({
      tenantId: ctx.tenantId,
      id: partnerId,
      name,
      state: "invited",
      settings: input.settings ?? {},
      createdAt: ctx.clock.now(),
    });
    await issueInboundToken(tx, partnerId, "A", tokenA);
    await writeAudit(tx, {
      action: "partner.invited",
      subjectType: "partner",
      subjectId: partnerId,
      detail: { name },
    });
  });
  return { partnerId, tokenA, versionsUrl: `${ctx.settings.baseUrl}/ocpi/versions` };
}

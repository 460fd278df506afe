import type { Id } from "@/core/ids";
import { newId } from "@/db/new-id";
import { partners, type PartnerSettings } from "@/db/schema/partners";
import { inTransaction } from "@/db/transaction";
import { writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { readPartnerName } from "./invite-partner";
import { sealSecret } from "./seal-secret";

/** Reads a versions address. @throws ServiceError INVALID unless it is https (or http on loopback, where allowed). */
export function readVersionsUrl(ctx: Ctx, text: string): string {
  const url = URL.parse(text.trim());
  const schemes = ctx.settings.allowLoopbackPartners ? ["https:", "http:"] : ["https:"];
  if (!url || !schemes.includes(url.protocol) || url.username !== "" || url.password !== "") {
    throw new ServiceError("INVALID", "The versions address must begin with https://.", {
      field: "versionsUrl",
    });
  }
  return url.href;
}

/** Reads a token that a partner gave us. @throws ServiceError INVALID for what can't stand in a header. */
export function readGivenToken(text: string): string {
  const token = text.trim();
  if (!/^[\x21-\x7e]{1,256}$/.test(token)) {
    throw new ServiceError("INVALID", "A token is printable characters without spaces.", {
      field: "token",
    });
  }
  return token;
}

/**
 * Makes a partner at which we shall register, with the versions address and the TOKEN_A it gave us.
 * Operations only. The handshake itself is ocpi/senders/register-at-partner.
 * @throws ServiceError INVALID for an address or a token that can't be.
 */
export async function addPartnerToRegister(
  ctx: Ctx,
  input: {
    readonly name: string;
    readonly versionsUrl: string;
    readonly token: string;
    readonly settings?: PartnerSettings;
  },
): Promise<{ readonly partnerId: Id<"partner"> }> {
  requireRole(ctx, "operations");
  const name = readPartnerName(input.name);
  const versionsUrl = readVersionsUrl(ctx, input.versionsUrl);
  const token = readGivenToken(input.token);
  const partnerId = newId<"partner">();
  await inTransaction(ctx, async (tx) => {
    await tx.db.insert(partners).values({
      tenantId: ctx.tenantId,
      id: partnerId,
      name,
      state: "created",
      versionsUrl,
      outboundTokenSealed: sealSecret(ctx.settings.secretKey, token, partnerId),
      settings: input.settings ?? {},
      createdAt: ctx.clock.now(),
    });
    await writeAudit(tx, {
      action: "partner.added",
      subjectType: "partner",
      subjectId: partnerId,
      detail: { name, versionsUrl },
    });
  });
  return { partnerId };
}

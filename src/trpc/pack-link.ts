import { webRuntime } from "@/auth/runtime";
import { openContext } from "@/services/context";
import { openPackLink } from "@/services/receipts/pack-link";
import { readLinkedPackFile, type PackFile } from "@/services/receipts/read-pack-file";
import { ServiceError } from "@/services/service-error";

/**
 * The archive that a signed link leads to, for whoever holds it.
 * @throws ServiceError NOT_FOUND for a link that we did not sign, or whose archive has expired.
 */
export async function linkedPack(token: string): Promise<PackFile> {
  const runtime = webRuntime();
  const link = openPackLink(runtime.settings, token);
  if (!link) throw new ServiceError("NOT_FOUND", "There is no such archive any more.");
  const { tenantId, packId } = link;
  const ctx = openContext(runtime, { tenantId, actor: { kind: "system", name: "receipt-link" } });
  return readLinkedPackFile(ctx, packId);
}

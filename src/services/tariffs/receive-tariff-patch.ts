import { and, isNull } from "drizzle-orm";
import type { Tariff } from "@/core/roaming/tariff";
import { tariffs } from "@/db/schema/locations";
import { inTransaction } from "@/db/transaction";
import type { Ctx } from "@/services/context";
import { isOlder } from "@/services/messages/is-older";
import { type Merge, type PatchReceipt, patchVerdict } from "@/services/messages/patch-receipt";
import { type InboundMessage, storeInbound } from "@/services/messages/store-message";
import { findTariff, type TariffKey, tariffIs } from "./find-tariff";
import { receiveTariff } from "./receive-tariff";

/**
 * Applies a CPO's change to a tariff, one at a time; the changed tariff is a content of its own. Only OCPI 2.1.1 has
 * it. A change older than what is in force changes nothing.
 */
export async function receiveTariffPatch(
  ctx: Ctx,
  input: {
    readonly key: TariffKey;
    /** As the change states it; null where it states none. */
    readonly lastUpdated: Temporal.Instant | null;
    readonly merge: Merge<Tariff>;
    readonly contentOf: (tariff: Tariff) => Uint8Array;
    readonly message: InboundMessage;
  },
): Promise<PatchReceipt> {
  return inTransaction(ctx, async (tx) => {
    const refuse = async (receipt: PatchReceipt) => {
      await storeInbound(tx, input.message, patchVerdict(receipt));
      return receipt;
    };
    const { key, lastUpdated, message } = input;
    await tx.db
      .select({ id: tariffs.id })
      .from(tariffs)
      .where(and(tariffIs(tx, key), isNull(tariffs.deletedAt)))
      .for("update");
    const held = await findTariff(tx, key);
    if (!held) return refuse({ outcome: "unknown" });
    if (lastUpdated && isOlder(lastUpdated, held.lastUpdated)) return refuse({ outcome: "stale" });
    const merged = input.merge(held);
    if (!merged.ok) return refuse({ outcome: "rejected", reasons: merged.reason });
    const { value: tariff, notes } = merged.value;
    await receiveTariff(tx, {
      partnerId: key.partnerId,
      tariff,
      contentSha256: input.contentOf(tariff),
      message: { ...message, notes: [...(message.notes ?? []), ...notes] },
    });
    return { outcome: "updated" };
  });
}

import { and, isNull } from "drizzle-orm";
import { tariffs } from "@/db/schema/locations";
import { inTransaction } from "@/db/transaction";
import type { Ctx } from "@/services/context";
import { type InboundMessage, storeInbound } from "@/services/messages/store-message";
import { tariffIs, type TariffKey } from "./find-tariff";

/** Takes a tariff out of force; its history stays. `unknown` where there is none in force. */
export async function receiveTariffDeletion(
  ctx: Ctx,
  input: { readonly key: TariffKey; readonly message: InboundMessage },
): Promise<"deleted" | "unknown"> {
  return inTransaction(ctx, async (tx) => {
    const [deleted] = await tx.db
      .update(tariffs)
      .set({ deletedAt: tx.clock.now() })
      .where(and(tariffIs(tx, input.key), isNull(tariffs.deletedAt)))
      .returning({ id: tariffs.id });
    await storeInbound(
      tx,
      input.message,
      deleted
        ? { outcome: "accepted", httpStatus: 200, ocpiStatus: 1000 }
        : { outcome: "rejected", httpStatus: 404, ocpiStatus: 2000, reasons: ["not known here"] },
    );
    return deleted ? "deleted" : "unknown";
  });
}

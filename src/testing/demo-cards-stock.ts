import { eq } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { tokens } from "@/db/schema/drivers";
import { addCardStock } from "@/services/cards/add-card-stock";
import { orderCard } from "@/services/cards/order-card";
import type { Ctx } from "@/services/context";
import { ASTRID } from "./demo-people";

const CARDS = 24;

/** The demo's cards: a batch in the stock, a card that Astrid has ordered, and names for what people hold. */
export async function seedDemoCards(
  ctx: Ctx,
  { astrid }: { readonly astrid: { readonly driverId: Id<"driver">; readonly userId: Id<"user"> } },
): Promise<void> {
  const list = Array.from({ length: CARDS }, (_, index) => {
    const serial = String(index + 1).padStart(4, "0");
    return `KVT 2026 ${serial};04C0DE${serial.padStart(8, "0")}`;
  }).join("\n");
  await addCardStock(ctx, { batch: "NordCard 2026-10", list });
  const { driverId, userId } = astrid;
  const actor = { kind: "user", userId, email: "", roles: ["driver"], driverId } as const;
  await orderCard(
    { ...ctx, actor },
    {
      cardName: "Sommarstugan",
      recipient: ASTRID.name,
      address: ASTRID.address,
    },
  );
  // As she calls the one that the simulator plays.
  await ctx.db
    .update(tokens)
    .set({ name: "Nyckelknippan" })
    .where(eq(tokens.uidUpper, ASTRID.rfid));
}

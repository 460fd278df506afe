import { newId } from "@/db/new-id";
import { cardStock } from "@/db/schema/cards";
import { inTransaction } from "@/db/transaction";
import { actorName, writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { comparedNumber } from "./card-number";
import { readStockList, type StockLineProblem } from "./read-stock-list";

/** At most so many cards in one list. */
const MOST = 5_000;

/** What became of a maker's list. */
export interface StockAdded {
  readonly added: number;
  /** Cards whose printed number or uid is in the stock already. */
  readonly known: number;
  readonly problems: readonly StockLineProblem[];
}

/**
 * Takes the cards of a maker's list into the stock; a driver activates one by its printed number. For operations.
 * @throws ServiceError FORBIDDEN, INVALID (no card in it, too many, no name for the batch).
 */
export async function addCardStock(
  ctx: Ctx,
  input: { readonly batch: string; readonly list: string },
): Promise<StockAdded> {
  requireRole(ctx, "operations");
  const batch = input.batch.trim();
  if (batch === "") throw new ServiceError("INVALID", "Name the batch.", { field: "batch" });
  const { cards, problems } = readStockList(input.list);
  if (cards.length === 0) {
    throw new ServiceError("INVALID", "There is no card in this list.", { field: "list" });
  }
  if (cards.length > MOST) {
    throw new ServiceError("INVALID", `At most ${MOST} cards at once.`, { field: "list" });
  }
  return inTransaction(ctx, async (tx) => {
    const addedAt = tx.clock.now();
    const rows = cards.map(({ visualNumber, uid }) => ({
      tenantId: tx.tenantId,
      id: newId<"other">(),
      visualNumber,
      visualNumberUpper: comparedNumber(visualNumber),
      uid,
      uidUpper: uid,
      batch,
      addedAt,
      addedBy: actorName(tx.actor),
    }));
    // Passed over where either of its numbers is taken.
    const written = await tx.db
      .insert(cardStock)
      .values(rows)
      .onConflictDoNothing()
      .returning({ id: cardStock.id });
    await writeAudit(tx, {
      action: "card_stock.added",
      subjectType: "card_batch",
      subjectId: batch,
      detail: { added: written.length, known: cards.length - written.length },
    });
    return { added: written.length, known: cards.length - written.length, problems };
  });
}

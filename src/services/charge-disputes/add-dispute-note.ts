import { inTransaction } from "@/db/transaction";
import type { Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";
import { advanceDispute } from "./advance-dispute";
import { findSeenDispute, type DisputeAudience } from "./dispute-row";
import type { NoteReader } from "./seen-by";
import { storePictures, type NewPicture } from "./store-pictures";

/**
 * Adds words or pictures to a dispute that is not over, from one of its sides. `readers` says whom finance writes to; what a
 * driver adds, finance reads, and what a CPO adds, all do.
 * @throws ServiceError FORBIDDEN, NOT_FOUND, INVALID (neither words nor a picture), LIMIT, PRECONDITION (over).
 */
export async function addDisputeNote(
  ctx: Ctx,
  as: DisputeAudience,
  input: {
    readonly id: string;
    readonly words: string;
    readonly pictures?: readonly NewPicture[];
    readonly readers?: NoteReader;
  },
): Promise<void> {
  const text = input.words.trim();
  const { pictures = [], readers = "driver" } = input;
  if (text === "" && pictures.length === 0) {
    throw new ServiceError("INVALID", "Write something, or add a picture.");
  }
  await inTransaction(ctx, async (tx) => {
    const row = await findSeenDispute(tx, as, input.id, { lock: true });
    const stored = await storePictures(tx, row.id, { as, pictures });
    const detail = {
      ...(as === "finance" ? { for: readers } : {}),
      ...(stored.length > 0 ? { pictures: stored } : {}),
    };
    await advanceDispute(tx, row, { deed: "note", as, text, detail });
  });
}

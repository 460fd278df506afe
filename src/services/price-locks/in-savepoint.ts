import type { Ctx } from "@/services/context";

/**
 * Does what a transaction can do without: if it fails, its own changes are undone, the transaction goes on, and the
 * log says why. Returns whether it was done.
 */
export async function inSavepoint(
  tx: Ctx,
  failure: string,
  fn: (inner: Ctx) => Promise<void>,
): Promise<boolean> {
  try {
    await tx.db.transaction(async (db) => fn({ ...tx, db }));
    return true;
  } catch (error) {
    tx.log.error({ error }, failure);
    return false;
  }
}

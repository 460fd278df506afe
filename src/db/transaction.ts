import type { Queryable } from "./client";

const IN_TRANSACTION = new WeakSet<object>();

/**
 * Runs `fn` in one transaction and reuses an outer one. Nothing inside may touch the network.
 * A thrown error rolls everything back.
 */
export async function inTransaction<C extends { readonly db: Queryable }, T>(
  ctx: C,
  fn: (ctx: C) => Promise<T>,
): Promise<T> {
  if (IN_TRANSACTION.has(ctx.db)) return fn(ctx);
  return ctx.db.transaction(async (tx) => {
    const db = tx as unknown as Queryable;
    IN_TRANSACTION.add(db);
    return fn({ ...ctx, db });
  });
}

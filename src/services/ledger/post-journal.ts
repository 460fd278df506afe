import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { invariant } from "@/core/invariant";
import type { Journal } from "@/core/ledger/journal";
import { newId } from "@/db/new-id";
import { actorName } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";

/**
 * Posts one business fact and returns its journal's id; null (nothing moves) posts nothing.
 * Posting the same fact again returns the first journal. See `postJournals` for the errors.
 */
export async function postJournal(
  ctx: Ctx,
  journal: Journal | null,
): Promise<Id<"journal"> | null> {
  const [id = null] = await postJournals(ctx, [journal]);
  return id;
}

/**
 * Posts many facts in one round trip, all or none, in the transaction that `ctx` is in. Answers one id
 * for each, in order; null for null.
 * @throws ServiceError CONFLICT when a key was posted with other content, PRECONDITION when an account
 * that must say no does (authorising journals only).
 */
export async function postJournals(
  ctx: Ctx,
  journals: readonly (Journal | null)[],
): Promise<(Id<"journal"> | null)[]> {
  const real = journals.filter((journal) => journal !== null);
  if (real.length === 0) return journals.map(() => null);
  const actor = actorName(ctx.actor);
  const request = JSON.stringify(real.map((journal) => encodeRequest(journal, actor)));
  const rows = await ctx.db
    .execute<{ journal_id: Id<"journal"> }>(
      sql`select journal_id from post_journals(${ctx.tenantId}::uuid, ${request}::jsonb)`,
    )
    .catch((error: unknown) => {
      throw translate(error);
    });
  invariant(rows.length === real.length, "the ledger did not answer for every journal");
  const ids = rows.map((row) => row.journal_id);
  let next = 0;
  return journals.map((journal) => (journal === null ? null : (ids[next++] ?? null)));
}

function encodeRequest(journal: Journal, actor: string) {
  const content = {
    kind: journal.kind,
    effectiveAt: journal.effectiveAt.toString(),
    sourceType: journal.source.type,
    sourceId: journal.source.id,
    reversesId: journal.reversesId ?? null,
    authorising: journal.isAuthorising ?? false,
    legs: journal.legs.map(({ account, amountMinor, currency }) => ({
      code: account.code,
      kind: account.kind,
      owner: account.ownerId,
      currency,
      amount: String(amountMinor),
    })),
  };
  // The order of legs is no part of the fact.
  const legs = content.legs.map((leg) => JSON.stringify(leg)).toSorted();
  const sha256 = createHash("sha256")
    .update(JSON.stringify({ ...content, legs }))
    .digest("hex");
  return { ...content, id: newId<"journal">(), key: journal.key, sha256, actor };
}

function translate(error: unknown): unknown {
  const cause = error instanceof Error ? error.cause : undefined;
  if (!(cause instanceof Error) || !("code" in cause)) return error;
  if (cause.code === "KV001") {
    return new ServiceError("CONFLICT", "This was booked before, with other content.", {
      ledger: cause.message,
    });
  }
  if (cause.code === "KV005") {
    return new ServiceError("PRECONDITION", "The account does not hold enough.", {
      ledger: cause.message,
    });
  }
  return error;
}

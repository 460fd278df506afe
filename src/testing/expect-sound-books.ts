import { expect } from "vitest";
import type { Id } from "@/core/ids";
import type { Queryable } from "@/db/client";
import { verifyBooks } from "@/services/ledger/verify-books";

/** What each invariant has to say, by its number ("subject: detail"); empty for sound books. */
export async function findViolations(
  db: Queryable,
  tenantId?: Id<"tenant">,
): Promise<Record<string, string[]>> {
  const reports = await verifyBooks(db, tenantId);
  return Object.fromEntries(
    reports
      .filter(({ violations }) => violations.length > 0)
      .map(({ invariant, violations }) => [
        invariant,
        violations.map(({ subject, detail }) => `${subject}: ${detail}`),
      ]),
  );
}

/** Fails unless every invariant of the books holds: the last line of each test that moves money. */
export async function expectSoundBooks(db: Queryable, tenantId?: Id<"tenant">): Promise<void> {
  expect(await findViolations(db, tenantId)).toEqual({});
}

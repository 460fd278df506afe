import { expect } from "vitest";
import type { Id } from "@/core/ids";
import type { Queryable } from "@/db/client";
import { verifyBooks } from "@/services/ledger/verify-books";

/** Fails unless every invariant of the books holds: the last line of each test that moves money. */
export async function expectSoundBooks(db: Queryable, tenantId?: Id<"tenant">): Promise<void> {
  const reports = await verifyBooks(db, tenantId);
  const broken = reports.flatMap(({ invariant, violations }) =>
    violations.map(({ subject, detail }) => `${invariant}: ${subject}: ${detail}`),
  );
  expect(broken).toEqual([]);
}

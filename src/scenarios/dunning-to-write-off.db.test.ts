import { and, eq } from "drizzle-orm";
import { expect, it } from "vitest";

import { startingRules } from "@/core/dunning/country-rules";
import { badDebtAccount, driverAccount, revenueAccount } from "@/core/ledger/account";
import { newId } from "@/db/new-id";
import { approvals } from "@/db/schema/credits";
import { tokens } from "@/db/schema/drivers";
import { issuedDocuments } from "@/db/schema/invoices";
import { tenants } from "@/db/schema/tenants";
import { decideApproval } from "@/services/approvals/decide-approval";
import { publishRules } from "@/services/dunning/publish-rules";
import { recoverWriteOff } from "@/services/dunning/recover-write-off";
import { runDunning } from "@/services/dunning/run-dunning";
import { writeOffCase } from "@/services/dunning/write-off";
import { balanceOf } from "@/services/ledger/balance-of";
import { testDatabase } from "@/testing/database";
import { expectSoundBooks } from "@/testing/expect-sound-books";
import { declined, financePerson, owing, paid, saveCard } from "@/testing/owing-driver";

const database = testDatabase();

/** The days of docs/dunning.md: each at nine in Stockholm, and what was done by its end. */
const STORY = [
  ["2026-10-02T08:10:00Z", ["opened", "attempt_planned"]],
  ["2026-10-03T07:00:00Z", ["retried"]],
  ["2026-10-05T07:00:00Z", ["retried"]],
  ["2026-10-07T07:00:00Z", ["retried"]],
  ["2026-10-09T07:00:00Z", ["retried"]],
  ["2026-10-17T07:00:00Z", ["attempts_over", "fee_added", "reminded"]],
  ["2026-10-24T07:00:00Z", ["charging_blocked"]],
  ["2026-11-01T08:00:00Z", ["fee_added", "interest_added", "collection_notice"]],
  ["2026-11-26T08:00:00Z", ["ready_for_hand_over"]],
] as const;

it("an invoice that is never paid: four tries, reminder, block, notice, write-off by two, and a late payment", async () => {
  const world = await owing(database.pool, 100_000n);
  const { ctx, clock, as, tenantId, driverId, invoiceId, kinds, theCase, invoice, token } = world;
  const [first, second] = [as(financePerson(1)), as(financePerson(2))];
  await publishRules(first, {
    country: "SE",
    validFrom: Temporal.PlainDate.from("2026-10-02"),
    rules: { ...startingRules("SE").rules, termsNameFees: true },
    source: "Terms § 7",
  });
  const methodId = await saveCard(ctx, driverId);
  const attempt = { driverId, invoiceId, methodId, amountMinor: 100_000n };
  await declined(ctx, attempt, "generic_decline");
  const done: string[] = [];
  for (const [at, deeds] of STORY) {
    clock.set(at);
    // Two workers, and each looks twice.
    await Promise.all([runDunning(ctx), runDunning(ctx)]);
    await runDunning(ctx);
    expect([at, (await kinds()).slice(done.length)]).toEqual([at, deeds]);
    done.push(...deeds);
    if (deeds.some((deed) => deed === "retried")) await declined(ctx, attempt, "generic_decline");
  }

  // The worked example of docs/dunning.md: 1 000.00 + 60.00 + 180.00 + 19 days at 10 % (5.21).
  const owed = async () =>
    (await balanceOf(ctx, driverAccount(driverId, "receivable"), "SEK")).amountMinor;
  const lost = async () => (await balanceOf(ctx, badDebtAccount, "SEK")).amountMinor;
  const earned = async (kind: "reminder_fee" | "late_interest") =>
    (await balanceOf(ctx, revenueAccount(kind), "SEK")).amountMinor;
  expect([await owed(), await earned("reminder_fee"), await earned("late_interest")]).toEqual([
    124_521n,
    -24_000n,
    -521n,
  ]);
  const letters = await ctx.db
    .select({ number: issuedDocuments.number, canonical: issuedDocuments.canonical })
    .from(issuedDocuments)
    .where(and(eq(issuedDocuments.tenantId, tenantId), eq(issuedDocuments.kind, "reminder")))
    .orderBy(issuedDocuments.seq);
  expect(letters.map(({ canonical }) => JSON.parse(canonical) as object)).toMatchObject([
    { level: "reminder", step: 1, totalMinor: "106000", payBy: "2026-10-24" },
    {
      level: "collection_notice",
      step: 3,
      totalMinor: "124521",
      invoices: [{ openMinor: "100000" }, { openMinor: "6000" }],
      additions: [
        { amountMinor: "18000" },
        {
          amountMinor: "521",
          interest: { from: "2026-10-13", until: "2026-11-01", rate: 100_000 },
        },
      ],
    },
  ]);

  // A write-off needs two people here.
  await database.pool.db
    .update(tenants)
    .set({ billing: { fourEyesFrom: { SEK: "50000" } } })
    .where(eq(tenants.id, tenantId));
  const { id: caseId } = await theCase();
  const order = { caseId, deedId: newId(), amountMinor: 124_521n, reason: "No means" };
  expect(await writeOffCase(first, order)).toBe("asked");
  const [asked] = await ctx.db
    .select({ id: approvals.id })
    .from(approvals)
    .where(and(eq(approvals.tenantId, tenantId), eq(approvals.subjectId, caseId)));
  if (!asked) throw new Error("nobody was asked");
  await decideApproval(second, { id: asked.id, decision: "approved", amountMinor: 124_521n });
  expect([await owed(), await lost(), (await theCase()).outcome]).toEqual([
    0n,
    124_521n,
    "written_off",
  ]);

  // Half a year later he pays 400.00 after all.
  clock.set("2027-05-20T10:00:00Z");
  await recoverWriteOff(first, { caseId, deedId: newId(), amountMinor: 40_000n });
  await paid(ctx, { driverId, invoiceId, amountMinor: 40_000n, channel: "checkout" });
  await runDunning(ctx);
  expect([await owed(), await lost()]).toEqual([0n, 84_521n]);
  expect(await invoice()).toMatchObject({ paidMinor: 40_000n, writtenOffMinor: 60_000n });
  const [card] = await ctx.db.select().from(tokens).where(eq(tokens.id, token.id));
  expect(card).toMatchObject({ valid: false, blockedReason: "unpaid" });
  await expectSoundBooks(database.pool.db, tenantId);
});

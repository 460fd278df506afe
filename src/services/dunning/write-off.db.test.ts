import { and, eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";

import { badDebtAccount, driverAccount } from "@/core/ledger/account";
import { asId, type Id } from "@/core/ids";
import { newId } from "@/db/new-id";
import { approvals } from "@/db/schema/credits";
import { tenants } from "@/db/schema/tenants";
import { tokens } from "@/db/schema/drivers";
import { decideApproval } from "@/services/approvals/decide-approval";
import { balanceOf } from "@/services/ledger/balance-of";
import { testDatabase } from "@/testing/database";
import { expectSoundBooks } from "@/testing/expect-sound-books";
import { anAttempt, financePerson, owing, paid } from "@/testing/owing-driver";
import { handOverCase, listClaims } from "./hand-over";
import { recoverWriteOff } from "./recover-write-off";
import { runDunning } from "./run-dunning";
import { writeOffCase } from "./write-off";

const database = testDatabase();

/** A case after its collection notice: 500.00, a fee of 180.00 and interest of 2.60. */
async function afterNotice() {
  const world = await owing(database.pool);
  const { ctx, clock, as, driverId } = world;
  for (const day of ["10-17", "10-24", "11-01"]) {
    clock.set(`2026-${day}T09:00:00Z`);
    await runDunning(ctx);
  }
  const { id: caseId } = await world.theCase();
  const balances = async () => {
    const [owed, lost] = await Promise.all([
      balanceOf(ctx, driverAccount(driverId, "receivable"), "SEK"),
      balanceOf(ctx, badDebtAccount, "SEK"),
    ]);
    return [owed.amountMinor, lost.amountMinor];
  };
  const deedId = newId<"other">();
  const order = { caseId, deedId, amountMinor: 68_260n, reason: "Estate without means" };
  return {
    ...world,
    caseId,
    order,
    balances,
    first: as(financePerson(1)),
    second: as(financePerson(2)),
  };
}

async function limitTo(tenantId: Id<"tenant">, minor: string) {
  await database.pool.db
    .update(tenants)
    .set({ billing: { fourEyesFrom: { SEK: minor } } })
    .where(eq(tenants.id, tenantId));
}

describe("a write-off", () => {
  it("below the limit books bad debt for invoice, fee and interest at once, and once for a double click", async () => {
    const { first, order, balances, theCase, invoice, fees, ctx, tenantId } = await afterNotice();
    await limitTo(tenantId, "100000");
    expect(await Promise.all([1, 2].map(() => writeOffCase(first, order)))).toEqual([
      "done",
      "done",
    ]);
    expect(await balances()).toEqual([0n, 68_260n]);
    expect(await theCase()).toMatchObject({ state: "closed", outcome: "written_off" });
    expect(await invoice()).toMatchObject({
      paymentState: "written_off",
      writtenOffMinor: 50_000n,
    });
    expect((await fees())[0]).toMatchObject({
      paymentState: "written_off",
      writtenOffMinor: 18_260n,
    });
    await runDunning(ctx);
    expect(await theCase()).toMatchObject({ outcome: "written_off" });
    await expectSoundBooks(database.pool.db, tenantId);
  });

  it("from the limit on waits for a second person, and never takes the first one's yes", async () => {
    const { first, second, order, balances, ctx, tenantId, kinds, caseId } = await afterNotice();
    await limitTo(tenantId, "50000");
    expect(await writeOffCase(first, order)).toBe("asked");
    expect(await balances()).toEqual([68_260n, 0n]);
    const [asked] = await ctx.db
      .select()
      .from(approvals)
      .where(and(eq(approvals.tenantId, tenantId), eq(approvals.subjectId, caseId)));
    if (!asked) throw new Error("nobody was asked");
    const yes = { id: asked.id, decision: "approved", amountMinor: 68_260n } as const;
    await expect(decideApproval(first, yes)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await decideApproval(second, yes);
    expect(await balances()).toEqual([0n, 68_260n]);
    expect((await kinds()).slice(-3)).toEqual(["write_off_asked", "written_off", "closed"]);
    await expectSoundBooks(database.pool.db, tenantId);
  });

  it("that was asked for falls when the driver paid a part meanwhile", async () => {
    const { first, second, order, balances, ctx, tenantId, caseId, driverId, fees } =
      await afterNotice();
    await limitTo(tenantId, "50000");
    await writeOffCase(first, order);
    const [fee] = await fees();
    if (!fee) throw new Error("there is no fee");
    await paid(ctx, { driverId, invoiceId: fee.id, amountMinor: 18_260n, channel: "checkout" });
    const [asked] = await ctx.db
      .select({ id: approvals.id })
      .from(approvals)
      .where(and(eq(approvals.tenantId, tenantId), eq(approvals.subjectId, caseId)));
    const yes = { id: asId<"approval">(asked?.id ?? ""), decision: "approved" } as const;
    await expect(decideApproval(second, { ...yes, amountMinor: 68_260n })).rejects.toMatchObject({
      code: "CONFLICT",
    });
    expect(await balances()).toEqual([50_000n, 0n]);
    await expectSoundBooks(database.pool.db, tenantId);
  });

  it("is refused while a payment is under way, for another amount than was shown, and for drivers", async () => {
    const { first, order, ctx, tenantId, invoiceId, driverId, as } = await afterNotice();
    await expect(writeOffCase(first, { ...order, amountMinor: 50_000n })).rejects.toMatchObject({
      code: "CONFLICT",
    });
    const userId = newId<"user">();
    const driver = as({ kind: "user", userId, email: "d@kvitt.test", roles: ["driver"], driverId });
    await expect(writeOffCase(driver, order)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await anAttempt(ctx, { driverId, invoiceId, amountMinor: 50_000n, channel: "checkout" });
    await expect(writeOffCase(first, order)).rejects.toMatchObject({ code: "PRECONDITION" });
    await expectSoundBooks(database.pool.db, tenantId);
  });

  it("is taken back as far as the driver pays after all, and his payment finds an open invoice", async () => {
    const { first, order, balances, ctx, tenantId, caseId, driverId, invoiceId, invoice, theCase } =
      await afterNotice();
    await limitTo(tenantId, "100000");
    await writeOffCase(first, order);
    const recovery = { caseId, deedId: newId<"other">(), amountMinor: 20_000n };
    await Promise.all([1, 2].map(() => recoverWriteOff(first, recovery)));
    expect(await balances()).toEqual([20_000n, 48_260n]);
    await paid(ctx, { driverId, invoiceId, amountMinor: 20_000n, channel: "checkout" });
    await runDunning(ctx);
    expect(await balances()).toEqual([0n, 48_260n]);
    expect(await invoice()).toMatchObject({ paidMinor: 20_000n, writtenOffMinor: 30_000n });
    expect((await theCase()).outcome).toBe("written_off");
    const tooMuch = { ...recovery, deedId: newId<"other">(), amountMinor: 48_261n };
    await expect(recoverWriteOff(first, tooMuch)).rejects.toMatchObject({ code: "INVALID" });
    await expectSoundBooks(database.pool.db, tenantId);
  });
});

describe("a claim for an agency", () => {
  it("says capital, fees and interest up to the day; the case ends, the claim and the block stay until it is paid", async () => {
    const { first, ctx, clock, caseId, balances, theCase, tenantId, token, ...rest } =
      await afterNotice();
    clock.set("2026-11-26T09:00:00Z");
    await runDunning(ctx);
    // 500.00 at 10 % from 1 to 25 November: 25 days.
    expect(await listClaims(first)).toMatchObject([
      { caseId, capitalMinor: 50_000n, additionsMinor: 18_260n, interestMinor: 342n },
    ]);
    await handOverCase(first, { caseId, amountMinor: 68_260n, agency: "Inkasso Nord" });
    await handOverCase(first, { caseId, amountMinor: 68_260n, agency: "Inkasso Nord" });
    expect(await theCase()).toMatchObject({ state: "closed", outcome: "handed_over" });
    expect(await balances()).toEqual([68_260n, 0n]);
    await runDunning(ctx);
    const valid = async () =>
      (await ctx.db.select().from(tokens).where(eq(tokens.id, token.id)))[0]?.valid;
    expect(await valid()).toBe(false);
    const { driverId, invoiceId } = rest;
    await paid(ctx, { driverId, invoiceId, amountMinor: 50_000n, channel: "checkout" });
    await runDunning(ctx);
    expect(await theCase()).toMatchObject({ outcome: "paid" });
    expect(await valid()).toBe(true);
    await expectSoundBooks(database.pool.db, tenantId);
  });

  it("is not handed over before its collection notice", async () => {
    const { ctx, clock, as, theCase } = await owing(database.pool);
    clock.set("2026-10-17T09:00:00Z");
    await runDunning(ctx);
    const { id: caseId } = await theCase();
    const early = { caseId, amountMinor: 50_000n, agency: "Inkasso Nord" };
    await expect(handOverCase(as(financePerson(1)), early)).rejects.toMatchObject({
      code: "PRECONDITION",
    });
  });
});

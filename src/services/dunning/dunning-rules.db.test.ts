import { and, eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";

import { startingRules } from "@/core/dunning/country-rules";
import { dunningRules } from "@/db/schema/dunning";
import { aTenant, type TestTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { expectSoundBooks } from "@/testing/expect-sound-books";
import { financePerson, owing } from "@/testing/owing-driver";
import { getCase } from "./get-case";
import { listCases, sumOverdue } from "./list-cases";
import { addReferenceRate, listRules, publishRules } from "./publish-rules";
import { readDriverDunning } from "./read-driver-dunning";
import { readLateRates, readRules } from "./read-rules";
import { runDunning } from "./run-dunning";

const database = testDatabase();
const { rules } = startingRules("SE");
const day = (text: string) => Temporal.PlainDate.from(text);

let tenant: TestTenant;
beforeAll(async () => {
  tenant = await aTenant(database.pool);
});

describe("rules of a country", () => {
  it("are written down when they are first asked for, once, with their source", async () => {
    const { ctx } = tenant;
    const now = ctx.clock.now();
    await Promise.all([1, 2, 3].map(() => readRules(ctx, "DE", now)));
    const rows = await ctx.db
      .select()
      .from(dunningRules)
      .where(and(eq(dunningRules.tenantId, ctx.tenantId), eq(dunningRules.country, "DE")));
    expect(rows).toHaveLength(1);
    expect(rows[0]?.source).toContain("BGB § 286 (3) and § 288");
    expect((await readRules(ctx, "FR", now)).rules.interestAboveReference).toBeNull();
  });

  it("are published by finance from a day on, once, and never for days that are over", async () => {
    const { as } = tenant;
    const finance = as(financePerson(1));
    const source = "Terms of 1 December 2026, § 7";
    const version = { country: "SE", validFrom: day("2026-12-01"), rules, source };
    await publishRules(finance, version);
    await expect(publishRules(finance, version)).rejects.toMatchObject({ code: "CONFLICT" });
    const past = { ...version, validFrom: day("2026-11-01") };
    await expect(publishRules(finance, past)).rejects.toMatchObject({ code: "INVALID" });
    const broken = { ...version, rules: { ...rules, steps: [] } };
    await expect(publishRules(finance, broken)).rejects.toMatchObject({
      code: "INVALID",
      detail: { problems: "no_steps" },
    });
    const operations = as({ ...financePerson(2), roles: ["operations"] });
    await expect(publishRules(operations, version)).rejects.toMatchObject({ code: "FORBIDDEN" });
    const sweden = (await listRules(finance)).find(({ country }) => country === "SE");
    expect(
      sweden?.versions.map(({ validFrom, isInForce }) => [validFrom.toString(), isInForce]),
    ).toEqual([
      ["2026-12-01", false],
      ["2015-01-01", true],
    ]);
  });

  it("follow reference rates that finance enters", async () => {
    const { as, ctx } = tenant;
    const finance = as(financePerson(1));
    const rate = {
      country: "SE",
      validFrom: day("2027-01-01"),
      rate: 17_500,
      source: "Riksbanken",
    };
    await addReferenceRate(finance, rate);
    await expect(addReferenceRate(finance, rate)).rejects.toMatchObject({ code: "CONFLICT" });
    const rates = await readLateRates(ctx, "SE", rules);
    expect(rates.at(-1)).toEqual({ from: day("2027-01-01"), rate: 97_500 });
  });

  it("stay those of its opening for a case, whatever is published later", async () => {
    const { ctx, as, clock, theCase, kinds } = await owing(database.pool);
    clock.set("2026-10-14T09:00:00Z");
    await runDunning(ctx);
    const finance = as(financePerson(1));
    const later = { ...rules, steps: [{ afterDays: 300, action: "reminder" as const }] };
    await publishRules(finance, {
      country: "SE",
      validFrom: day("2026-10-15"),
      rules: later,
      source: "test",
    });
    clock.set("2026-10-17T09:00:00Z");
    await runDunning(ctx);
    expect(await kinds()).toEqual(["opened", "reminded"]);
    expect((await getCase(finance, (await theCase()).id)).rules.steps).toHaveLength(4);
  });

  it("that say the terms name it let a reminder cost its fee, invoiced apart and without VAT", async () => {
    const { ctx, as, clock, fees, events } = await owing(database.pool);
    await publishRules(as(financePerson(1)), {
      country: "SE",
      validFrom: day("2026-10-02"),
      rules: { ...rules, termsNameFees: true },
      source: "Terms § 7",
    });
    clock.set("2026-10-17T09:00:00Z");
    await runDunning(ctx);
    expect(await fees()).toMatchObject([{ totalMinor: 6_000n, vatMinor: 0n, kind: "fees" }]);
    // Its own letter asks for both; the fee's invoice bears no fee of its own, however old it gets.
    expect((await events()).at(-1)?.amountMinor).toBe(56_000n);
    for (const date of ["10-24", "11-01", "12-01"]) {
      clock.set(`2026-${date}T09:00:00Z`);
      await runDunning(ctx);
    }
    expect((await fees()).map(({ totalMinor }) => totalMinor)).toEqual([6_000n, 18_260n]);
    await expectSoundBooks(database.pool.db, ctx.tenantId);
  });
});

describe("the board", () => {
  it("shows what is open with its next step, sums what is overdue, and a driver sees only his own", async () => {
    const { ctx, as, clock, driverId, invoiceId, theCase } = await owing(database.pool);
    clock.set("2026-10-17T09:00:00Z");
    await runDunning(ctx);
    const finance = as(financePerson(1));
    const { cases } = await listCases(finance, { page: 1 });
    expect(cases).toMatchObject([
      { invoiceId, overdueDays: 5, next: "block_charging", state: "active" },
    ]);
    expect((await listCases(finance, { page: 1, state: "paused" })).cases).toEqual([]);
    expect((await listCases(finance, { page: 1, age: "older" })).total).toBe(0);
    expect((await listCases(finance, { page: 1, text: "100%" })).total).toBe(0);
    expect(await sumOverdue(finance)).toMatchObject([
      { age: "week", invoices: 1, sum: { amountMinor: 50_000n, currency: "SEK" } },
    ]);
    const actor = (id: typeof driverId | null) =>
      as({ ...financePerson(3), roles: ["driver"], driverId: id });
    const own = await readDriverDunning(actor(driverId));
    expect(own).toMatchObject([
      { invoiceId, isBlocked: false, next: { action: "block_charging", fee: { amountMinor: 0n } } },
    ]);
    await expect(readDriverDunning(actor(null))).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(getCase(actor(driverId), (await theCase()).id)).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    await expect(getCase(finance, "nothing")).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

import { beforeEach, describe, expect, it } from "vitest";

import { asId } from "@/core/ids";
import type { Actor } from "@/services/context";
import { aTenant, type TestTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { closeCaseIfAgrees } from "./close-case-if-agrees";
import { getCase } from "./get-case";
import { countOpenCases, listCases } from "./list-cases";
import { openCase } from "./open-case";
import { assignCase, closeCase } from "./resolve-case";

const database = testDatabase();
let tenant: TestTenant;
beforeEach(async () => {
  tenant = await aTenant(database.pool);
});

const staff = (roles: ("finance" | "driver")[]): Actor => ({
  kind: "user",
  userId: asId<"user">("00000000-0000-7000-8000-00000000000f"),
  email: "finans@kvitt.test",
  roles,
  driverId: null,
});
const found = {
  key: "payment:1:unbooked",
  kind: "payment_not_booked",
  subjectType: "payment",
  subjectId: "pay-1",
  amountMinor: 1_250n,
  currency: "SEK",
  detail: { booked: "0" },
};

describe("a case", () => {
  it("is one while it is open, whoever sees it again and at once", async () => {
    const { ctx, clock } = tenant;
    const ids = await Promise.all(Array.from({ length: 8 }, () => openCase(ctx, found)));
    // Often enough on one connection that PostgreSQL keeps one plan for all.
    for (let time = 0; time < 12; time += 1) ids.push(await openCase(ctx, found));
    clock.advance({ hours: 30 });
    ids.push(await openCase(ctx, { ...found, amountMinor: 99n }));
    expect(new Set(ids).size).toBe(1);
    const [only] = (await listCases(ctx, { page: 1 })).cases;
    expect(only).toMatchObject({ amount: { amountMinor: 1_250n }, ageDays: 1 });
    expect(only?.lastSeenAt.equals(clock.now())).toBe(true);
    expect((await listCases(ctx, { page: 1 })).ages).toEqual({
      day: 0,
      week: 1,
      month: 0,
      older: 0,
    });
  });

  it("closes itself once it agrees, and opens anew when it differs again", async () => {
    const { ctx, clock } = tenant;
    const first = await openCase(ctx, found);
    expect(await closeCaseIfAgrees(ctx, found.key)).toBe(true);
    expect(await closeCaseIfAgrees(ctx, found.key)).toBe(false);
    expect(await countOpenCases(ctx)).toEqual({ count: 0, oldest: null });
    clock.advance({ hours: 1 });
    const second = await openCase(ctx, found);
    expect(second).not.toBe(first);
    expect((await getCase(ctx, second)).earlier).toMatchObject([
      { id: first, resolution: "agrees" },
    ]);
  });

  it("is taken and closed by finance alone, once, with a reason", async () => {
    const id = await openCase(tenant.ctx, found);
    const finance = tenant.as(staff(["finance"]));
    const close = { caseId: id, resolution: "corrected", note: "booked by hand" } as const;
    await expect(closeCase(tenant.as(staff(["driver"])), close)).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    await expect(closeCase(finance, { ...close, note: " " })).rejects.toMatchObject({
      code: "INVALID",
    });
    await assignCase(finance, { caseId: id, isMine: true });
    expect(await getCase(finance, id)).toMatchObject({ isMine: true, state: "open" });
    expect((await listCases(finance, { owner: "mine", page: 1 })).total).toBe(1);
    await closeCase(finance, close);
    await expect(closeCase(finance, close)).rejects.toMatchObject({ code: "PRECONDITION" });
    const closed = await getCase(finance, id);
    expect(closed).toMatchObject({ state: "closed", note: "booked by hand" });
    expect(closed.history.map(({ action }) => action)).toEqual(["case.closed", "case.taken"]);
  });

  it("that was closed as a known difference comes back only with another amount", async () => {
    const { ctx } = tenant;
    const id = await openCase(ctx, found);
    await closeCase(ctx, { caseId: id, resolution: "accepted", note: "a test of the bank's" });
    expect(await openCase(ctx, found)).toBe(id);
    expect((await countOpenCases(ctx)).count).toBe(0);
    expect(await openCase(ctx, { ...found, amountMinor: 1_251n })).not.toBe(id);
    expect((await countOpenCases(ctx)).count).toBe(1);
  });
});

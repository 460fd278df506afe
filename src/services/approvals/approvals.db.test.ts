import { and, eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { asId, type Id } from "@/core/ids";
import { newId } from "@/db/new-id";
import { approvals } from "@/db/schema/credits";
import { auditEvents } from "@/db/schema/notifications";
import { walletLots } from "@/db/schema/wallets";
import { inTransaction } from "@/db/transaction";
import type { Role } from "@/db/schema/users";
import type { Actor, Ctx } from "@/services/context";
import { aDriver } from "@/testing/builders/driver";
import { aTenant, type TestTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { decideApproval } from "./decide-approval";
import { listApprovals } from "./list-approvals";
import { needsTwo } from "./needs-two";
import { requestApproval } from "./request-approval";

const database = testDatabase();

function person(last: number, roles: readonly Role[]): Actor {
  const userId = asId<"user">(`00000000-0000-7000-8000-00000000000${last}`);
  return { kind: "user", userId, email: `p${last}@kvitt.test`, roles, driverId: null };
}

const FIRST = person(1, ["finance"]);
const SECOND = person(2, ["finance"]);

async function start() {
  const tenant = await aTenant(database.pool);
  return { tenant, first: tenant.as(FIRST), second: tenant.as(SECOND) };
}

function aRequest(subjectId = newId()) {
  return {
    kind: "refund",
    subjectType: "invoice",
    subjectId,
    amountMinor: 150_000n,
    currency: "SEK",
    reason: "Paid twice",
  } as const;
}

async function actionsOf(ctx: Ctx, subjectId: Id) {
  const rows = await ctx.db
    .select({ action: auditEvents.action })
    .from(auditEvents)
    .where(and(eq(auditEvents.tenantId, ctx.tenantId), eq(auditEvents.subjectId, subjectId)))
    .orderBy(auditEvents.id);
  return rows.map(({ action }) => action);
}

async function give(tenant: TestTenant, driverId: Id<"driver">, amountMinor: bigint) {
  await tenant.ctx.db.insert(walletLots).values({
    tenantId: tenant.tenantId,
    id: newId<"walletLot">(),
    driverId,
    currency: "SEK",
    kind: "granted",
    amountMinor,
    remainingMinor: amountMinor,
    reason: "test",
    createdAt: tenant.clock.now(),
  });
}

describe("four eyes", () => {
  it("refuses whoever asked, leaves a trace of the attempt, and the request open for another", async () => {
    const { first, second } = await start();
    const request = aRequest();
    const id = await requestApproval(first, request);
    const decision = { id, decision: "approved", amountMinor: 150_000n } as const;
    await expect(decideApproval(first, decision)).rejects.toMatchObject({ code: "FORBIDDEN" });
    expect(await actionsOf(first, request.subjectId)).toEqual([
      "approval.request",
      "approval.denied_own",
    ]);
    expect(await decideApproval(second, decision)).toMatchObject({ decision: "approved" });
  });

  it("is held by the database too: nobody can be written down as both", async () => {
    const { first } = await start();
    const id = await requestApproval(first, aRequest());
    const [row] = await first.db.select().from(approvals).where(eq(approvals.id, id));
    await expect(
      first.db
        .update(approvals)
        .set({ decision: "approved", decidedBy: row?.requestedBy, decidedAt: first.clock.now() })
        .where(eq(approvals.id, id)),
    ).rejects.toMatchObject({ cause: { constraint_name: "approvals_four_eyes" } });
  });

  it("takes one of two decisions at the same moment", async () => {
    const { tenant, first } = await start();
    const request = aRequest();
    const id = await requestApproval(first, request);
    const others = Array.from({ length: 8 }, (_, index) =>
      tenant.as(person(index + 2, ["finance"])),
    );
    const outcomes = await Promise.allSettled(
      others.map((ctx, index) =>
        decideApproval(ctx, {
          id,
          decision: index % 2 === 0 ? "approved" : "refused",
          amountMinor: 150_000n,
        }),
      ),
    );
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const actions = await actionsOf(first, request.subjectId);
    expect(actions.filter((action) => action === "approval.denied_decided")).toHaveLength(7);
  });

  it("voids a request when its amount changes, and approves no other amount than the one shown", async () => {
    const { first, second } = await start();
    const request = aRequest();
    const old = await requestApproval(first, request);
    expect(await requestApproval(first, request)).toBe(old);
    const next = await requestApproval(first, { ...request, amountMinor: 990_000n });
    expect(next).not.toBe(old);
    await expect(
      decideApproval(second, { id: old, decision: "approved", amountMinor: 150_000n }),
    ).rejects.toMatchObject({ code: "CONFLICT" });
    await expect(
      decideApproval(second, { id: next, decision: "approved", amountMinor: 150_000n }),
    ).rejects.toMatchObject({ code: "CONFLICT" });
    expect(await actionsOf(first, request.subjectId)).toEqual([
      "approval.request",
      "approval.void",
      "approval.request",
      "approval.denied_decided",
      "approval.denied_changed",
    ]);
  });

  it("is decided by people with finance's role alone", async () => {
    const { tenant, first } = await start();
    const id = await requestApproval(first, aRequest());
    const decision = { id, decision: "approved", amountMinor: 150_000n } as const;
    const operations = tenant.as(person(7, ["operations"]));
    await expect(decideApproval(operations, decision)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(decideApproval(tenant.ctx, decision)).rejects.toMatchObject({ code: "FORBIDDEN" });
  });

  it("lists what waits, says which are the reader's own, and what was decided", async () => {
    const { first, second } = await start();
    const id = await requestApproval(first, aRequest());
    expect((await listApprovals(first)).open).toMatchObject([{ id, isOwn: true }]);
    expect((await listApprovals(second)).open).toMatchObject([{ id, isOwn: false }]);
    await decideApproval(second, { id, decision: "refused", amountMinor: 150_000n, note: "No" });
    expect(await listApprovals(first)).toMatchObject({
      open: [],
      decided: [{ id, decision: "refused", note: "No" }],
    });
  });
});

describe("what needs two", () => {
  it("is what reaches the tenant's limit, and a file of payments always", async () => {
    const tenant = await aTenant(database.pool, { billing: { fourEyesFrom: { SEK: "5000" } } });
    const driver = await aDriver(tenant.ctx);
    const ask = (amountMinor: bigint, currency = "SEK") =>
      inTransaction(tenant.ctx, (tx) =>
        needsTwo(tx, "wallet_grant", { amountMinor, currency, driverId: driver.id }),
      );
    expect(await ask(4999n)).toBe(false);
    expect(await ask(5000n)).toBe(true);
    expect(await ask(9999n, "EUR")).toBe(false);
    expect(await ask(10_000n, "EUR")).toBe(true);
    expect(await needsTwo(tenant.ctx, "payment_file", { amountMinor: 1n, currency: "SEK" })).toBe(
      true,
    );
  });

  it("counts the day's decisions for a driver together, so that splitting does not get under the limit", async () => {
    const tenant = await aTenant(database.pool, { billing: { fourEyesFrom: { SEK: "5000" } } });
    const [driver, other] = [await aDriver(tenant.ctx), await aDriver(tenant.ctx)];
    const split = async (amountMinor: bigint) =>
      inTransaction(tenant.ctx, async (tx) => {
        const two = await needsTwo(tx, "wallet_grant", {
          amountMinor,
          currency: "SEK",
          driverId: driver.id,
        });
        if (!two) await give({ ...tenant, ctx: tx }, driver.id, amountMinor);
        return two;
      });
    const asked = await Promise.all(Array.from({ length: 10 }, () => split(1000n)));
    expect(asked.filter((two) => !two)).toHaveLength(4);
    await inTransaction(tenant.ctx, async (tx) => {
      const amount = { amountMinor: 4000n, currency: "SEK" };
      expect(await needsTwo(tx, "credit_note", { ...amount, driverId: other.id })).toBe(false);
      expect(await needsTwo(tx, "credit_note", { ...amount, driverId: driver.id })).toBe(true);
    });
    tenant.clock.advance({ hours: 24 });
    expect(await split(1000n)).toBe(false);
  });
});

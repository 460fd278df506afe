import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { newId } from "@/db/new-id";
import { plans } from "@/db/schema/plans";
import { spendingLimits } from "@/db/schema/wallets";
import type { Ctx } from "@/services/context";
import { aTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { aPrepaidDriver, topUp } from "@/testing/prepaid-driver";
import { authorizeToken } from "./authorize-token";

const database = testDatabase();

/** A context that notes when each statement begins and ends: how many there were, and how many waits in a row. */
function counted(ctx: Ctx) {
  const spans: { begun: number; ended: number }[] = [];
  let tick = 0;
  const watched = new Set(["execute", "select", "insert", "update"]);
  const note = <T extends object>(query: T): T =>
    new Proxy(query, {
      get: (target, name) => {
        const value: unknown = Reflect.get(target, name, target);
        if (typeof value !== "function") return value;
        if (name !== "then") {
          return (...args: unknown[]) => {
            const made: unknown = Reflect.apply(value, target, args);
            return typeof made === "object" && made !== null ? note(made) : made;
          };
        }
        return (...args: Parameters<Promise<unknown>["then"]>) => {
          const span = { begun: (tick += 1), ended: 0 };
          spans.push(span);
          const end = () => {
            span.ended = tick += 1;
          };
          const [yes, bad] = args;
          return Reflect.apply(value, target, [
            (result: unknown) => {
              end();
              return yes?.(result);
            },
            (error: unknown) => {
              end();
              return bad?.(error);
            },
          ]) as Promise<unknown>;
        };
      },
    });
  const db = new Proxy(ctx.db, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== "function" || !watched.has(String(name))) return value;
      return (...args: unknown[]) => note(Reflect.apply(value, target, args) as object);
    },
  });
  const waits = () =>
    spans.reduce(
      (state, { begun, ended }) =>
        begun > state.until
          ? { count: state.count + 1, until: ended }
          : { ...state, until: Math.max(state.until, ended) },
      { count: 0, until: 0 },
    ).count;
  return { ctx: { ...ctx, db }, waits, statements: () => spans.length };
}

async function cost(kind: "postpaid" | "limited" | "prepaid") {
  const tenant = await aTenant(database.pool, { now: "2026-10-28T11:30:00Z" });
  const { ctx, tenantId } = tenant;
  const { driver, partner, card } = await aPrepaidDriver(database.pool, tenant);
  if (kind !== "prepaid") {
    await ctx.db.update(plans).set({ kind: "postpaid" }).where(eq(plans.tenantId, tenantId));
  }
  if (kind === "limited") {
    await ctx.db.insert(spendingLimits).values({
      tenantId,
      id: newId<"other">(),
      driverId: driver.id,
      span: "month",
      currency: "SEK",
      amountMinor: 5_000_00n,
      setBy: "driver",
      updatedAt: ctx.clock.now(),
    });
  }
  if (kind === "prepaid") await topUp(ctx, driver.id, 500_00n);
  const asked = counted(tenant.as({ kind: "partner", partnerId: partner.id, requestId: "r" }));
  const location = { locationId: "LOC-1", evseUids: [] };
  const answer = await authorizeToken(asked.ctx, { uid: card.uid, type: "RFID", location });
  expect(answer).toMatchObject({ allowed: "ALLOWED" });
  return { statements: asked.statements(), waits: asked.waits() };
}

describe("the answer to a CPO at a station", () => {
  it("waits once more for a prepaid driver's hold, not at all for limits, and asks nothing more of others", async () => {
    expect(await cost("postpaid")).toEqual({ statements: 3, waits: 3 });
    expect(await cost("limited")).toEqual({ statements: 5, waits: 3 });
    expect(await cost("prepaid")).toEqual({ statements: 5, waits: 4 });
  });
});

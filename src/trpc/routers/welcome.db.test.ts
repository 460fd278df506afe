import { beforeAll, expect, it, vi } from "vitest";
import type { SignedInNewcomer } from "@/auth/current-newcomer";
import { aNewcomer, anOpenTenant } from "@/testing/a-newcomer";
import { testRuntime } from "@/testing/builders/context";
import type { TestTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { createCallerFactory } from "@/trpc/init";
import { appRouter } from "@/trpc/routers/app-router";

// next-auth finds Next's modules only in Next's own bundle; who is signed in is given here.
vi.mock("next-auth", () => ({ default: () => ({}) }));

const database = testDatabase();
const createCaller = createCallerFactory(appRouter);
let tenant: TestTenant;

beforeAll(async () => {
  tenant = await anOpenTenant(database.pool);
  const runtime = testRuntime(database.pool, tenant.clock);
  (globalThis as Record<symbol, unknown>)[Symbol.for("kvitt.web-runtime")] = runtime;
});

async function newcomer() {
  const { actor } = await aNewcomer(tenant);
  if (actor.kind !== "user") throw new Error("nobody signs up");
  const { userId, email } = actor;
  const who: SignedInNewcomer = { userId, email, tenantId: tenant.tenantId, locale: "sv" };
  return createCaller({ person: undefined, newcomer: who, address: "192.0.2.1" }).welcome;
}

const codeOf = (asked: Promise<unknown>) =>
  asked.then(
    () => "answered",
    (error: unknown) => (error as { code?: string }).code ?? "threw",
  );

it("months are priced sixty times a minute for one newcomer, and for another all the same", async () => {
  const [one, other] = [await newcomer(), await newcomer()];
  // Counted before it is looked at.
  const noUse = { kwhPerMonth: -1, fastPercent: 0 };
  for (let n = 0; n < 59; n += 1) expect(await codeOf(one.sums(noUse))).toBe("BAD_REQUEST");
  const use = { kwhPerMonth: 150, fastPercent: 20 };
  expect(await codeOf(one.sums(use))).toBe("answered");
  expect(await codeOf(one.sums(use))).toBe("TOO_MANY_REQUESTS");
  expect(await codeOf(one.plans(use))).toBe("TOO_MANY_REQUESTS");
  expect(await codeOf(other.sums(use))).toBe("answered");
});

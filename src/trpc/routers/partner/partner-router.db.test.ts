import { beforeAll, describe, expect, it, vi } from "vitest";
import type { Person } from "@/auth/current-person";
import type { Id } from "@/core/ids";
import { storeMessage } from "@/services/messages/store-message";
import { startCertification } from "@/services/certification/start-certification";
import { aBookedCdr, roamers } from "@/testing/builders/booked-cdr";
import { testRuntime } from "@/testing/builders/context";
import { aPartner } from "@/testing/builders/partner";
import { aPartnerPerson } from "@/testing/builders/partner-person";
import { aTenant, type TestTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { createCallerFactory } from "@/trpc/init";
import { appRouter } from "@/trpc/routers/app-router";

// next-auth finds Next's modules only in Next's own bundle; who is signed in is given here.
vi.mock("next-auth", () => ({ default: () => ({}) }));
vi.mock("@/auth/current-session", () => ({ currentSessionId: () => Promise.resolve(null) }));

const database = testDatabase();
const createCaller = createCallerFactory(appRouter);
let tenant: TestTenant;

/** A partner with one of everything; each of its texts holds `mark`. */
interface Stocked {
  readonly mark: string;
  readonly person: Person;
  readonly messageId: Id<"message">;
  readonly cdrId: Id<"cdr">;
  readonly runId: Id<"other">;
}
let ours: Stocked;
let theirs: Stocked;

beforeAll(async () => {
  tenant = await aTenant(database.pool);
  const runtime = testRuntime(database.pool, tenant.clock);
  (globalThis as Record<symbol, unknown>)[Symbol.for("kvitt.web-runtime")] = runtime;
  ours = await aStockedPartner("OURS");
  theirs = await aStockedPartner("THEIRS");
});

async function aStockedPartner(mark: string): Promise<Stocked> {
  const { ctx, tenantId } = tenant;
  const partner = await aPartner(ctx, { name: mark, versionsUrl: `https://${mark}.example/ocpi` });
  const actor = await aPartnerPerson(tenant, partner.id);
  const messageId = await storeMessage(ctx, {
    partnerId: partner.id,
    direction: "in",
    module: mark,
    method: "PUT",
    url: `/ocpi/2.2.1/receiver/tariffs/SE/NSL/${mark}`,
    outcome: "rejected",
    reasons: [`${mark}: missing`],
    notes: [`${mark}: no-zone`],
    body: Buffer.from(JSON.stringify({ mark })),
  });
  const who = { ...(await roamers(ctx)), partnerId: partner.id };
  const { cdrId } = await aBookedCdr(ctx, who, { costMinor: 100n, priceMinor: 98_765n });
  const runId = await startCertification(tenant.as(actor), { version: "2.2.1" });
  const { userId, email, roles } = actor;
  const person: Person = {
    userId,
    email,
    name: mark,
    locale: null,
    tenantId,
    timeZone: "Europe/Stockholm",
    roles,
    driverId: null,
  };
  return { mark, person, messageId, cdrId, runId };
}

/** Calls a procedure by its path with an input that names what `of` has; what is answered, as text. */
async function ask(path: string, of: Stocked, person = ours.person): Promise<string> {
  const { messageId, cdrId, runId } = of;
  const caller = createCaller({ person, address: null });
  const procedure = path
    .split(".")
    .reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], caller);
  const answer = await (procedure as (input: unknown) => Promise<unknown>)({
    messageId,
    id: cdrId,
    runId,
    version: "2.2.1",
    answer: "disagree",
    words: "Our meter is right.",
    pictures: [],
  });
  return JSON.stringify(answer, (_key, value: unknown) =>
    typeof value === "bigint" ? String(value) : value,
  );
}

/** What everybody has, whatever he may do here: the browsers that he is signed in with, and his name. */
const ofAnybody = new Set([
  "driver.privacy.sessions",
  "driver.privacy.endSession",
  "driver.privacy.endOtherSessions",
  "driver.privacy.signIns",
  "driver.profile.self",
  "driver.profile.rename",
]);

const paths = Object.keys(appRouter["_def"].procedures).filter((path) =>
  path.startsWith("partner."),
);

describe("a partner's pages", () => {
  it("ask for something", () => {
    expect(paths.length).toBeGreaterThan(8);
  });

  it.each(paths)("%s shows a person nothing of another partner", async (path) => {
    const answer = await ask(path, theirs).catch((error: unknown) => error);
    if (answer instanceof Error) {
      expect(answer).toMatchObject({ code: expect.stringMatching(/^(NOT_FOUND|CONFLICT)$/) });
      return;
    }
    for (const secret of [theirs.mark, theirs.messageId, theirs.cdrId, theirs.runId]) {
      expect(answer).not.toContain(secret);
    }
  });

  it.each(paths)("%s refuses staff, administrators and drivers", async (path) => {
    for (const roles of [["operations"], ["finance"], ["tenant_admin"], ["driver"]] as const) {
      const asked = ask(path, ours, { ...ours.person, roles });
      await expect(asked).rejects.toMatchObject({ code: "FORBIDDEN" });
    }
  });

  it.each([
    "partner.home.connection",
    "partner.home.tolerances",
    "partner.messages.list",
    "partner.messages.get",
    "partner.cdrs.list",
    "partner.cdrs.get",
    "partner.certification.runs",
    "partner.certification.watch",
  ])("%s shows a person his own partner's, without drivers and prices to them", async (path) => {
    const answer = await ask(path, ours);
    expect(answer).toMatch(/OURS|CDR-|running/);
    expect(answer).not.toMatch(/Astrid|driver|98765|token_sha|sealed/i);
  });

  it("let a person stop only his own run", async () => {
    await expect(ask("partner.certification.stop", theirs)).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    await ask("partner.certification.stop", ours);
    expect(await ask("partner.certification.watch", theirs, theirs.person)).toContain("running");
  });

  it("open nothing else to a person of a partner", async () => {
    for (const path of Object.keys(appRouter["_def"].procedures)) {
      if (!/^(driver|finance|operations)\./.test(path) || ofAnybody.has(path)) continue;
      await expect(ask(path, ours)).rejects.toMatchObject({ code: "FORBIDDEN" });
    }
  });
});

import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { notifications } from "@/db/schema/notifications";
import { termsAcceptances } from "@/db/schema/sign-ups";
import { aNewcomer, anOpenTenant, publishWords } from "@/testing/a-newcomer";
import { aDriver } from "@/testing/builders/driver";
import { staff } from "@/testing/builders/staff";
import type { TestTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { acceptTerms, listAcceptances, readTermsStanding } from "./accept-terms";
import { announceTerms } from "./announce-terms";
import { currentTerms, listTermsVersions } from "./read-terms";
import { publishTerms } from "./publish-terms";

const database = testDatabase();
let tenant: TestTenant;
const month = { hours: 31 * 24 };

beforeAll(async () => {
  tenant = await anOpenTenant(database.pool);
});

describe("terms", () => {
  it("hold from their day on, and the earlier ones stay to be read", async () => {
    const { ctx, clock } = tenant;
    expect(await currentTerms(ctx, "terms", "sv")).toBeNull();
    expect(await publishWords(ctx, "first")).toBe(1);
    expect(await publishWords(ctx, "second", clock.now().add(month))).toBe(2);
    expect((await currentTerms(ctx, "terms", "de"))?.body).toBe("first");
    const states = async () =>
      (await listTermsVersions(ctx, "terms", "sv")).map(({ version, state }) => [version, state]);
    expect(await states()).toEqual([
      [2, "coming"],
      [1, "holds"],
    ]);
    clock.advance({ hours: 32 * 24 });
    expect((await currentTerms(ctx, "terms", "de"))?.body).toBe("second");
    expect(await states()).toEqual([
      [2, "holds"],
      [1, "past"],
    ]);
  });

  it("are published by operations alone, with thirty days to read them", async () => {
    const own = await anOpenTenant(database.pool);
    const operations = own.as(staff("operations"));
    await publishWords(operations, "first");
    await expect(publishWords(own.as(staff("finance")), "second")).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    const soon = own.clock.now().add({ hours: 20 * 24 });
    await expect(publishWords(operations, "second", soon)).rejects.toMatchObject({
      code: "INVALID",
      detail: { reason: "too-soon" },
    });
    const empty = { title: "Terms", body: " " };
    await expect(
      publishTerms(operations, {
        kind: "privacy",
        validFrom: own.clock.now(),
        texts: { sv: empty, en: empty, de: empty },
      }),
    ).rejects.toMatchObject({ code: "INVALID" });
  });

  it("get the next number each when two are published at once", async () => {
    const own = await anOpenTenant(database.pool);
    const days = [40, 40].map((count, index) => own.clock.now().add({ hours: count * 24 + index }));
    const made = await Promise.allSettled(days.map((day) => publishWords(own.ctx, "words", day)));
    const versions = made.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
    expect(new Set(versions).size).toBe(versions.length);
    expect(versions).toContain(1);
  });
});

describe("agreeing to terms", () => {
  it("keeps the words, the moment and the place once, and asks again for others", async () => {
    const own = await anOpenTenant(database.pool);
    await publishWords(own.ctx, "first");
    const ctx = await aNewcomer(own);
    const { text, isAccepted } = await readTermsStanding(ctx, "de");
    if (!text) throw new Error("there are no terms");
    expect(isAccepted).toBe(false);
    const given = { termsVersionId: text.id, address: "192.0.2.7" };
    await acceptTerms(ctx, given);
    await acceptTerms(ctx, given);
    const rows = await own.ctx.db
      .select()
      .from(termsAcceptances)
      .where(eq(termsAcceptances.tenantId, own.tenantId));
    expect(rows).toMatchObject([{ termsVersionId: text.id, address: "192.0.2.7" }]);
    expect(await listAcceptances(ctx)).toMatchObject([{ version: 1, locale: "de" }]);
    await publishWords(own.ctx, "second", own.clock.now().add(month));
    own.clock.advance({ hours: 32 * 24 });
    expect(await readTermsStanding(ctx, "sv")).toMatchObject({
      isAccepted: false,
      hadEarlier: true,
    });
    await expect(acceptTerms(ctx, given)).rejects.toMatchObject({ code: "CONFLICT" });
  });
});

describe("changed terms", () => {
  it("are told to each driver once, thirty days before; the first ones to nobody", async () => {
    const own = await anOpenTenant(database.pool);
    const { ctx, clock } = own;
    await aDriver(ctx);
    await aDriver(ctx, { state: "closed" });
    await publishWords(ctx, "first");
    expect(await announceTerms(ctx)).toBe(false);
    await publishWords(ctx, "second", clock.now().add({ hours: 40 * 24 }));
    const told = async () =>
      ctx.db.select().from(notifications).where(eq(notifications.tenantId, own.tenantId));
    await announceTerms(ctx);
    expect(await told()).toEqual([]);
    clock.advance({ hours: 11 * 24 });
    await announceTerms(ctx);
    await announceTerms(ctx);
    expect(await told()).toMatchObject([
      { kind: "terms_changed", payload: { url: "http://kvitt.test/terms?version=2" } },
    ]);
  });
});

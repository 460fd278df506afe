import { describe, expect, it } from "vitest";

import { asId } from "@/core/ids";
import { newId } from "@/db/new-id";
import type { Role } from "@/db/schema/users";
import type { Ctx } from "@/services/context";
import { listJournals } from "@/services/ledger/list-journals";
import { aTenant, type TestTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { expectSoundBooks } from "@/testing/expect-sound-books";
import { aRoamingDriver, cdrOf, rateAll } from "@/testing/roaming-driver";
import { decideCdr, type CdrDecision } from "./decide-cdr";
import { getCdr } from "./get-cdr";
import { exportCdrs, listCdrPartners, listCdrs } from "./list-cdrs";
import { listDeliveries } from "./list-deliveries";
import { previewDecision } from "./preview-decision";

const database = testDatabase();

function person(tenant: TestTenant, ...roles: readonly Role[]): Ctx {
  const userId = newId<"user">();
  return tenant.as({ kind: "user", userId, email: "p@kvitt.example", roles, driverId: null });
}

/** C1 matches, C2 claims 12.50 too much and is held, C3 is in euro and matches. */
async function start() {
  const tenant = await aTenant(database.pool);
  const { send, driver, partner } = await aRoamingDriver(database.pool, tenant);
  await send("POST", "cdrs", cdrOf("C1", 3, 10));
  await send("POST", "cdrs", cdrOf("C2", 8, 5, 32.5));
  const euro = cdrOf("C3_x", 20, 2.5);
  const tariffs = euro.tariffs.map((tariff) => ({ ...tariff, currency: "EUR" }));
  await send("POST", "cdrs", { ...euro, currency: "EUR", tariffs });
  await rateAll(tenant.ctx);
  const finance = person(tenant, "finance");
  const { cdrs } = await listCdrs(finance, { page: 1 });
  const idOf = (ocpiId: string) => cdrs.find((cdr) => cdr.ocpiId === ocpiId)!.id;
  return { tenant, send, driver, partner, finance, idOf };
}

describe("CDRs for staff", () => {
  it("are refused to drivers, operations and partners, whatever they ask", async () => {
    const { tenant, idOf, partner } = await start();
    const cdrId = idOf("C1");
    const strangers: [string, Ctx][] = [
      ["FORBIDDEN", person(tenant, "driver")],
      ["FORBIDDEN", person(tenant, "operations")],
      ["UNAUTHENTICATED", tenant.as({ kind: "partner", partnerId: partner.id, requestId: "r" })],
    ];
    for (const [code, ctx] of strangers) {
      await expect(listCdrs(ctx, { page: 1 })).rejects.toMatchObject({ code });
      await expect(exportCdrs(ctx, {})).rejects.toMatchObject({ code });
      await expect(listCdrPartners(ctx)).rejects.toMatchObject({ code });
      await expect(getCdr(ctx, cdrId)).rejects.toMatchObject({ code });
      await expect(listDeliveries(ctx, { cdrId })).rejects.toMatchObject({ code });
      await expect(previewDecision(ctx, { cdrId })).rejects.toMatchObject({ code });
      await expect(listJournals(ctx, [{ type: "cdr", id: cdrId }])).rejects.toMatchObject({ code });
    }
  });

  it("of another tenant are not there", async () => {
    const { idOf } = await start();
    const other = person(await aTenant(database.pool), "finance");
    expect((await listCdrs(other, { page: 1 })).cdrs).toEqual([]);
    await expect(getCdr(other, idOf("C1"))).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(getCdr(other, "no-id")).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("are found by what the filter says, and wildcards are plain characters", async () => {
    const { finance, partner, driver } = await start();
    const found = async (filter: Parameters<typeof exportCdrs>[1]) =>
      (await exportCdrs(finance, filter)).map(({ ocpiId }) => ocpiId);
    expect(await found({})).toEqual(["C3_x", "C2", "C1"]);
    expect(await found({ state: "held", verdict: "mismatch" })).toContain("C2");
    expect(await found({ text: "s-c1" })).toEqual(["C1"]);
    expect(await found({ text: "_" })).toEqual(["C3_x"]);
    expect(await found({ text: "%" })).toEqual([]);
    expect(await found({ who: driver.name.toLowerCase() })).toHaveLength(3);
    expect(await found({ who: "04a2 b91c" })).toHaveLength(3);
    expect(await found({ who: "nobody" })).toEqual([]);
    expect(await found({ from: "2026-10-08", to: "2026-10-08" })).toEqual(["C2"]);
    expect(await found({ by: "received", from: "2026-10-08", to: "2026-10-08" })).toEqual([]);
    expect(await found({ partnerId: partner.id })).toHaveLength(3);
    expect(await found({ partnerId: "bent" })).toEqual([]);
    expect(await found({ isCredit: true })).toEqual([]);
  });

  it("are summed by currency, never across", async () => {
    const { finance } = await start();
    const { totals, total } = await listCdrs(finance, { page: 1 });
    expect(total).toBe(3);
    const sums = totals.map(({ currency, cdrs, claimedMicro, differenceMicro }) => ({
      currency,
      cdrs,
      claimedMicro,
      differenceMicro,
    }));
    expect(sums).toEqual([
      { currency: "SEK", cdrs: 2, claimedMicro: 72_500_000n, differenceMicro: 12_500_000n },
      { currency: "EUR", cdrs: 1, claimedMicro: 10_000_000n, differenceMicro: 0n },
    ]);
  });

  it("keep other content under the same id as evidence, value by value", async () => {
    const { finance, send, idOf } = await start();
    await send("POST", "cdrs", cdrOf("C1", 3, 10));
    const changed = cdrOf("C1", 3, 10, 41);
    await send("POST", "cdrs", changed);
    const { first, messages, conflicts } = await listDeliveries(finance, { cdrId: idOf("C1") });
    expect(JSON.parse(first?.body ?? "")).toEqual(cdrOf("C1", 3, 10));
    expect(messages.map(({ outcome }) => outcome)).toEqual(["conflict", "replay", "accepted"]);
    expect(conflicts.map(({ differences }) => differences)).toEqual([
      [
        { path: "total_cost.excl_vat", before: "40", after: "41" },
        { path: "total_cost.incl_vat", before: "50", after: "51.25" },
      ],
    ]);
  });
});

describe("the preview of a decision", () => {
  it.each<[CdrDecision, "claim" | "own"]>([
    ["accept_claim", "claim"],
    ["accept_own", "own"],
  ])("says for %s what is then booked, to the öre", async (decision, which) => {
    const { tenant, finance, idOf } = await start();
    const cdrId = idOf("C2");
    const preview = await previewDecision(finance, { cdrId });
    const promised = preview?.[which];
    await decideCdr(finance, { cdrId, decision, note: "test" });
    const cdr = await getCdr(finance, cdrId);
    expect(cdr.decision?.cost).toEqual(promised?.cost);
    expect(promised?.driver).toEqual({
      kind: "booked",
      net: cdr.charge?.net,
      vat: cdr.charge?.vat,
      gross: cdr.charge?.gross,
    });
    expect(cdr.journals.map(({ kind }) => kind).toSorted((a, b) => a.localeCompare(b))).toEqual([
      "cdr_cost_accepted",
      "charge_accepted",
    ]);
    expect(cdr.margin?.amountMinor).toBe(
      (cdr.charge?.net?.amountMinor ?? 0n) - (cdr.decision?.cost?.amountMinor ?? 0n),
    );
    expect(cdr.audit.map(({ action }) => action)).toEqual([`cdr.${decision}`]);
    await expectSoundBooks(tenant.ctx.db, tenant.tenantId);
  });

  it("is there for held CDRs only", async () => {
    const { finance, idOf } = await start();
    expect(await previewDecision(finance, { cdrId: idOf("C1") })).toBeNull();
    const cdrId = asId<"cdr">(newId());
    await expect(previewDecision(finance, { cdrId })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

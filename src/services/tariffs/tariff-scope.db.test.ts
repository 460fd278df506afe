import { beforeAll, describe, expect, it } from "vitest";
import type { Id } from "@/core/ids";
import { micro } from "@/core/money/quantity";
import type { Tariff } from "@/core/roaming/tariff";
import type { Actor } from "@/services/context";
import { aPartner } from "@/testing/builders/partner";
import { aPartnerPerson } from "@/testing/builders/partner-person";
import { aTenant, type TestTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { getTariff, getTariffContent } from "./get-tariff";
import { listTariffs } from "./list-tariffs";
import { receiveTariff } from "./receive-tariff";

const database = testDatabase();
let tenant: TestTenant;
let ours: Actor;
let theirs: Actor;

const tariffOf = (id: string, price: string, day: string): Tariff => ({
  countryCode: "SE",
  partyId: "NSL",
  id,
  currency: "SEK",
  tariffAltText: [{ language: "sv", text: `Pris för ${id}` }],
  elements: [{ priceComponents: [{ type: "ENERGY", price: micro(price), stepSize: 1 }] }],
  taxIncluded: null,
  lastUpdated: Temporal.Instant.from(`2026-11-${day}T00:00:00Z`),
});

beforeAll(async () => {
  tenant = await aTenant(database.pool);
  const receive = async (partnerId: Id<"partner">, tariff: Tariff, hash: number) =>
    receiveTariff(tenant.ctx, {
      partnerId,
      tariff,
      contentSha256: new Uint8Array(32).fill(hash),
      message: { partnerId, module: "tariffs", method: "PUT", url: "/t", body: Buffer.from("{}") },
    });
  const own = await aPartner(tenant.ctx, { name: "Ours", versionsUrl: "https://ours.example" });
  const other = await aPartner(tenant.ctx, { name: "Theirs", versionsUrl: "https://t.example" });
  ours = await aPartnerPerson(tenant, own.id);
  theirs = await aPartnerPerson(tenant, other.id);
  await receive(own.id, tariffOf("OURS", "3", "01"), 1);
  await receive(own.id, tariffOf("OURS", "4", "02"), 2);
  await receive(other.id, tariffOf("THEIRS", "5", "01"), 3);
});

const all = { scope: "all", page: 1 } as const;
const own = { scope: "own", page: 1 } as const;
const idsOf = (page: Awaited<ReturnType<typeof listTariffs>>) =>
  page.tariffs.map(({ ocpiId }) => ocpiId);

describe("tariffs", () => {
  it("are found by staff whoever's they are, by id or text, each once", async () => {
    expect(idsOf(await listTariffs(tenant.ctx, all))).toEqual(["OURS", "THEIRS"]);
    expect(idsOf(await listTariffs(tenant.ctx, { ...all, text: "pris för their" }))).toEqual([
      "THEIRS",
    ]);
    expect(idsOf(await listTariffs(tenant.ctx, { ...all, text: "100%" }))).toEqual([]);
  });

  it("keep their history with what changed, the latest first", async () => {
    const [item] = (await listTariffs(tenant.ctx, all)).tariffs;
    expect(item?.versions).toBe(2);
    const one = await getTariff(tenant.ctx, { id: item?.id ?? "", scope: "all" });
    expect(one.versions.map(({ isCurrent, changes }) => [isCurrent, changes])).toEqual([
      [true, [{ field: "price", elementIndex: 0, dimension: "ENERGY", before: "3", after: "4" }]],
      [false, null],
    ]);
  });

  it("are a partner's own only, in lists and by id, and staff's pages are not for him", async () => {
    const [mine] = (await listTariffs(tenant.as(ours), own)).tariffs;
    const versionId = mine?.versionId ?? "";
    expect(idsOf(await listTariffs(tenant.as(ours), own))).toEqual(["OURS"]);
    expect(await getTariffContent(tenant.as(ours), { versionId, scope: "own" })).toMatchObject({
      tariff: { id: "OURS" },
    });
    const asked = [
      getTariffContent(tenant.as(theirs), { versionId, scope: "own" }),
      getTariff(tenant.as(theirs), { id: mine?.id ?? "", scope: "own" }),
      getTariffContent(tenant.as(theirs), { versionId, scope: "all" }),
      listTariffs(tenant.as(theirs), all),
    ];
    const codes = (await Promise.allSettled(asked)).map((one) =>
      one.status === "rejected" ? (one.reason as { code: string }).code : "answered",
    );
    expect(codes).toEqual(["NOT_FOUND", "NOT_FOUND", "FORBIDDEN", "FORBIDDEN"]);
  });
});

import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { tokens } from "@/db/schema/drivers";
import { codecFor } from "@/ocpi/codec-for";
import { readJson } from "@/ocpi/read-json";
import { blockToken } from "@/services/tokens/block-token";
import { createAppToken } from "@/services/tokens/create-app-token";
import { aDriver, aToken } from "@/testing/builders/driver";
import { aTenant, type TestTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { aPushingPartner, type PushingPartner } from "@/testing/pushing-partner";

const VERSIONS = ["2.1.1", "2.2.1", "2.3.0"] as const;
const database = testDatabase();

describe.each(VERSIONS)("GET the list in %s", (version) => {
  interface Listed {
    readonly uid: string;
    readonly valid: boolean;
    readonly last_updated: string;
  }
  let own: TestTenant;
  let lister: PushingPartner;
  const uids: string[] = [];

  beforeAll(async () => {
    own = await aTenant(database.pool);
    const settings = { trailingSlash: true };
    lister = await aPushingPartner(database.pool, own, ["SE/NSL"], { version, settings });
    const driver = await aDriver(own.ctx);
    for (let index = 0; index < 5; index++) {
      own.clock.advance({ minutes: 1 });
      uids.push((await aToken(own.ctx, driver.id)).uid);
    }
  });
  const list = async (query = "") => {
    const answer = await lister.ask("GET", `sender/tokens${query}`);
    return { ...answer, tokens: answer.data as readonly Listed[] };
  };
  const uidsOf = (listed: readonly Listed[]) => listed.map(({ uid }) => uid);

  it("pages oldest first; the link leads through all of them exactly once and then stops", async () => {
    const found: string[] = [];
    let query: string | null = "?limit=2";
    let pages = 0;
    while (query !== null && pages < 9) {
      pages += 1;
      const { headers, tokens: page } = await list(query);
      expect(headers.get("x-total-count")).toBe("5");
      expect(headers.get("x-limit")).toBe("1000");
      found.push(...uidsOf(page));
      const link = /^<(http[^>]+)>; rel="next"$/.exec(headers.get("link") ?? "")?.[1] ?? null;
      const at = `http://kvitt.test/ocpi/${version}/sender/tokens/`;
      if (link) expect(link.split("?")[0]).toBe(at);
      query = link && new URL(link).search;
    }
    expect([pages, found]).toEqual([3, uids]);
  });

  it("repeats the filters in the link", async () => {
    const from = encodeURIComponent("2026-11-02T11:02:00Z");
    const { headers, tokens: page } = await list(
      `?limit=1&date_from=${from}&date_to=2026-11-02T11:05:00Z`,
    );
    expect(uidsOf(page)).toEqual([uids[1]]);
    expect(headers.get("x-total-count")).toBe("3");
    const next = URL.parse(/<(.+)>/.exec(headers.get("link") ?? "")?.[1] ?? "");
    expect(Object.fromEntries(next?.searchParams ?? [])).toEqual({
      date_from: "2026-11-02T11:02:00Z",
      date_to: "2026-11-02T11:05:00Z",
      offset: "1",
      limit: "1",
    });
  });

  it("takes date_from inclusive and date_to exclusive, so that windows touch without a gap", async () => {
    const before = await list("?date_to=2026-11-02T11:03:00Z");
    const after = await list("?date_from=2026-11-02T11:03:00");
    expect([...uidsOf(before.tokens), ...uidsOf(after.tokens)]).toEqual(uids);
  });

  it("shows a revoked token, in its old place, to those who ask for changes", async () => {
    const [row] = await own.ctx.db
      .select()
      .from(tokens)
      .where(eq(tokens.uid, uids[0] ?? ""));
    own.clock.advance({ hours: 1 });
    if (row) await blockToken(own.ctx, row.id);
    const changed = await list(`?date_from=${own.clock.now().toString()}`);
    expect(changed.data).toMatchObject([{ uid: uids[0], valid: false }]);
    expect(uidsOf((await list()).tokens)).toEqual(uids);
  });

  it("gives tokens that read back without a remark", async () => {
    const [token] = (await list("?limit=1")).tokens;
    const read = readJson(Buffer.from(JSON.stringify(token), "utf8"));
    const us = { countryCode: "SE", partyId: "KVT" };
    const parse = codecFor(version)?.parseToken;
    const parsed = read.ok && parse?.(read.value.json, own.clock.now(), { owner: us, us });
    expect(parsed).toMatchObject({ ok: true, value: { notes: [] } });
  });

  it("cuts a limit above ours and answers an offset beyond the end with an empty last page", async () => {
    const { data, headers } = await list("?limit=99999&offset=10");
    expect([data, headers.get("link")]).toEqual([[], null]);
  });

  it.each([
    "?limit=0",
    "?limit=-1",
    "?limit=ten",
    "?offset=-1",
    "?offset=1.5",
    "?date_from=monday",
  ])("refuses %s with 2001", async (query) => {
    const seen = await list(query);
    expect([seen.http, seen.ocpi]).toEqual([200, 2001]);
  });

  it("says of an app token that it must always be asked about, by the type that the version has", async () => {
    const driver = await aDriver(own.ctx);
    own.clock.set("2026-12-01T12:00:00.250Z");
    await createAppToken(own.ctx, { driverId: driver.id, uid: "APP-1" });
    const isFirst = version === "2.1.1";
    expect((await list("?date_from=2026-12-01T12:00:00Z")).data).toMatchObject([
      {
        uid: "APP-1",
        whitelist: "NEVER",
        type: isFirst ? "OTHER" : "APP_USER",
        last_updated: isFirst ? "2026-12-01T12:00:00Z" : "2026-12-01T12:00:00.250Z",
      },
    ]);
  });
});

import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sites } from "@/db/schema/sites";
import { cases } from "@/db/schema/treasury";
import { removeNode } from "@/services/sites/edit-tree";
import { createSiteKey, revokeSiteKey } from "@/services/sites/site-keys";
import { readNodes } from "@/services/sites/site-tables";
import { testDatabase } from "@/testing/database";
import { aDescribedSite } from "@/testing/described-site";

const database = testDatabase();
let world: Awaited<ReturnType<typeof aDescribedSite>>;
let secret: string;

beforeAll(async () => {
  world = await aDescribedSite(database.pool);
  ({ secret } = await createSiteKey(world.ctx, world.siteId, "DSO"));
});
afterAll(() => world.stop());

async function ask(method: string, path: string, body?: unknown, key = secret) {
  const answer = await fetch(`${world.server.baseUrl}/grid/v1/${path}`, {
    method,
    headers: { Authorization: `Bearer ${key}` },
    ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const text = await answer.text();
  const json: unknown = text === "" ? {} : JSON.parse(text);
  return { status: answer.status, body: json as Record<string, unknown> };
}

const inMinutes = (minutes: number) => world.tenant.clock.now().add({ minutes }).toString();
const signal = (change: Record<string, unknown> = {}) => ({
  limit_w: 20_000,
  starts_at: inMinutes(10),
  ends_at: inMinutes(70),
  ...change,
});
const fault = (fault_: string) => ({ error: expect.objectContaining({ fault: fault_ }) });

async function lieDown() {
  await world.ctx.db.update(sites).set({ dueAt: null, dueReason: null });
}
async function dueReason() {
  const [site] = await world.ctx.db.select().from(sites).where(eq(sites.id, world.siteId));
  return site?.dueReason ?? null;
}

describe("the grid interface", () => {
  it("is open to a key of the site alone, until that is taken back", async () => {
    const other = await createSiteKey(world.ctx, world.siteId, "Old");
    expect((await ask("GET", "site", undefined, other.secret)).status).toBe(200);
    await revokeSiteKey(world.ctx, world.siteId, other.id);
    for (const key of [other.secret, "kvg_nothing", ""]) {
      expect(await ask("GET", "site", undefined, key)).toEqual({
        status: 401,
        body: fault("unauthenticated"),
      });
    }
  });

  it("says what paths and methods it has", async () => {
    expect((await ask("GET", "nothing")).status).toBe(404);
    expect((await ask("POST", "readings", [])).status).toBe(405);
  });

  it("shows the limits and the load of each part", async () => {
    const { body } = await ask("GET", "site");
    expect(body).toMatchObject({
      name: "Museumplein",
      steered: false,
      charging: 1,
      nodes: [
        { name: "grid", kind: "grid", limit_a: 100, limit_w: null },
        { name: "feeder", limit_a: 63, parent: world.nodes[0]?.id },
        // Nothing was read yet: the session counts at all that its connector gives.
        { kind: "evse", load_w: 22_080, source: "assumed" },
        { kind: "evse", load_w: 0 },
        { kind: "evse", load_w: 0 },
      ],
    });
  });
});

describe("a signal of the grid", () => {
  it("lowers a limit while it lasts, wakes the planner, and can be said again without effect", async () => {
    await lieDown();
    const body = signal({ node: "Feeder", starts_at: inMinutes(-10) });
    expect(await ask("PUT", "signals/R-1", body)).toMatchObject({
      status: 201,
      body: { outcome: "created", lowers_limit: true, node_name: "feeder", limit_w: 20_000 },
    });
    expect(await dueReason()).toBe("limit");
    await lieDown();
    expect(await ask("PUT", "signals/R-1", body)).toMatchObject({
      status: 200,
      body: { outcome: "unchanged" },
    });
    expect(await dueReason()).toBeNull();
    const { body: site } = await ask("GET", "site");
    expect(site).toMatchObject({ nodes: [{ limit_w: null }, { limit_w: 20_000 }, {}, {}, {}] });
  });

  it("keeps the part that it lowers from being taken out of the tree", async () => {
    const nodes = await readNodes(world.ctx, world.siteId);
    const feeder = nodes.find(({ kind }) => kind === "feeder");
    const removed = removeNode(world.ctx, world.siteId, feeder?.id ?? "");
    await expect(removed).rejects.toMatchObject({ detail: { reason: "signal" } });
  });

  it("takes the place of what its reference said before, and is taken back once", async () => {
    await ask("PUT", "signals/R%202", signal());
    expect(await ask("PUT", "signals/R%202", signal({ limit_w: 30_000 }))).toMatchObject({
      status: 200,
      body: { outcome: "replaced", reference: "R 2" },
    });
    const { body } = await ask("GET", "signals");
    expect(body["signals"]).toMatchObject([{ reference: "R-1" }, { limit_w: 30_000 }]);
    expect((await ask("DELETE", "signals/R%202")).status).toBe(204);
    expect((await ask("DELETE", "signals/R%202")).status).toBe(204);
    expect((await ask("DELETE", "signals/R-9")).status).toBe(404);
    expect((await ask("GET", "signals")).body["signals"]).toHaveLength(1);
  });

  it("above the part's own limit stands, and says that it changes nothing", async () => {
    const answer = await ask("PUT", "signals/R-3", signal({ limit_w: 90_000 }));
    expect(answer).toMatchObject({ status: 201, body: { lowers_limit: false } });
  });

  it.each([
    ["that ends before it begins", { ends_at: "2020-01-01T00:00:00Z" }, 422, "ends-before-start"],
    [
      "that is over",
      { starts_at: "2020-01-01T00:00:00Z", ends_at: "2020-01-02T00:00:00Z" },
      422,
      "over",
    ],
    ["without a limit", { limit_w: undefined }, 400, "bad-body"],
    ["of half a watt", { limit_w: 0.5 }, 400, "bad-body"],
    ["without an offset", { starts_at: "2026-11-02T11:00:00" }, 400, "bad-body"],
    ["from before history", { starts_at: "-005000-01-01T00:00:00Z" }, 400, "bad-body"],
    ["for a part that is not there", { node: "cellar" }, 422, "unknown-node"],
  ])("%s is refused with the reason", async (_, change, status, reason) => {
    expect(await ask("PUT", "signals/R-4", signal(change))).toEqual({
      status,
      body: fault(reason),
    });
  });

  it("that is no JSON, or too much of it, is refused", async () => {
    expect(await ask("PUT", "signals/R-4", "{")).toEqual({ status: 400, body: fault("not-json") });
    const answer = await fetch(`${world.server.baseUrl}/grid/v1/readings`, {
      method: "PUT",
      headers: { Authorization: `Bearer ${secret}` },
      body: "x".repeat(300_000),
    }).catch(() => null);
    expect(answer?.status ?? 413).toBe(413);
  });
});

describe("readings of meters", () => {
  const openCases = () =>
    world.ctx.db
      .select()
      .from(cases)
      .where(and(eq(cases.kind, "site_over_limit"), eq(cases.subjectId, world.siteId)));

  it("are kept once, and make the load a measured one", async () => {
    const readings = [{ at: inMinutes(-1), power_w: 30_000 }];
    expect(await ask("PUT", "readings", readings)).toMatchObject({
      status: 200,
      body: { received: 1, stored: 1 },
    });
    expect(await ask("PUT", "readings", readings)).toMatchObject({ body: { stored: 0 } });
    const { body } = await ask("GET", "site");
    expect(body).toMatchObject({ nodes: [{ load_w: 30_000, source: "measured" }, {}, {}, {}, {}] });
  });

  it("above a limit are told once for as long as it lasts", async () => {
    for (const seconds of [50, 40, 30]) {
      const at = world.tenant.clock.now().subtract({ seconds }).toString();
      await ask("PUT", "readings", [{ at, power_w: 75_000 }]);
    }
    expect(await openCases()).toMatchObject([
      { state: "open", detail: { node: "grid", powerW: "75000", limitW: "69000" } },
    ]);
    const at = world.tenant.clock.now().subtract({ seconds: 20 }).toString();
    await ask("PUT", "readings", [{ at, power_w: 60_000 }]);
    expect(await openCases()).toMatchObject([{ state: "closed", resolution: "agrees" }]);
  });

  it.each([
    ["in the future", { at: "2090-01-01T00:00:00Z" }, "in-the-future"],
    ["older than a week", { at: "2020-01-01T00:00:00Z" }, "too-old"],
    ["of a part that is not there", { node: "cellar" }, "unknown-node"],
  ])("%s are refused whole", async (_, change, reason) => {
    const fine = { at: inMinutes(0), power_w: 1 };
    const answer = await ask("PUT", "readings", [fine, { ...fine, ...change }]);
    expect(answer).toEqual({ status: 422, body: fault(reason) });
    expect(await ask("PUT", "readings", [fine])).toMatchObject({ body: { stored: 1 } });
    world.tenant.clock.advance({ seconds: 1 });
  });
});

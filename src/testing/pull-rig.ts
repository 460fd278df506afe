import { and, eq } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { cdrs } from "@/db/schema/cdrs";
import { pullCursors } from "@/db/schema/exchange";
import { ocpiMessages } from "@/db/schema/partners";
import type { Pool } from "@/db/client";
import type { OcpiVersion } from "@/ocpi/codec";
import { ocpiRoutes } from "@/ocpi/ocpi-routes";
import { pushReceivers } from "@/ocpi/push-receivers";
import { createOcpiHandler } from "@/ocpi/router";
import { pullList } from "@/ocpi/senders/pull-list";
import type { Ctx } from "@/services/context";
import { issueInboundToken } from "@/services/partners/inbound-tokens";
import { openCursors } from "@/services/pulls/open-cursors";
import type { PullModule } from "@/services/pulls/pull-module";
import { type DuePull, takeDueCursors } from "@/services/pulls/take-due-cursors";
import { testRuntime } from "./builders/context";
import { aTenant, type TestTenant } from "./builders/tenant";
import { FakeLists } from "./fake-lists";
import { cdrOf } from "./roaming-driver";
import { authorizationIn, type WireItem } from "./wire-forms";

/** A tenant, a CPO that serves lists, and what tests ask of both. */
export interface PullRig {
  readonly tenant: TestTenant;
  readonly ctx: Ctx;
  readonly cpo: FakeLists;
  readonly partnerId: Id<"partner">;
  /** Takes a module's list if it is due. */
  take(module: PullModule): Promise<DuePull | null>;
  /** Reads a module's list if it is due. */
  pull(module: PullModule): Promise<Awaited<ReturnType<typeof pullList>> | null>;
  /** Makes a list due now, as at a night's crawl if so wanted. */
  makeDue(module: PullModule, as?: { readonly crawledAt: null }): Promise<void>;
  cursorOf(module: PullModule): Promise<typeof pullCursors.$inferSelect>;
  /** The ids of the CDRs that are held, in order. */
  held(): Promise<string[]>;
  /** What came in of a module. */
  messages(module: string): Promise<(typeof ocpiMessages.$inferSelect)[]>;
  /** Pushes as the CPO does, in its version; `path` below our Receiver interfaces. Returns the OCPI status. */
  push(method: "POST" | "PUT" | "PATCH", path: string, body: WireItem): Promise<number>;
}

/** Mints it; stop the CPO in the end. */
export async function aPullRig(pool: Pool, version: OcpiVersion = "2.2.1"): Promise<PullRig> {
  const tenant = await aTenant(pool);
  const { ctx } = tenant;
  const cpo = await new FakeLists(version).start();
  const partnerId = (await cpo.asPartner(ctx)).id;
  const isCursor = (module: PullModule) =>
    and(eq(pullCursors.partnerId, partnerId), eq(pullCursors.module, module));
  const take = async (module: PullModule) => {
    await openCursors(ctx);
    const due = await takeDueCursors(ctx, 10);
    return due.find((each) => each.module === module) ?? null;
  };
  return {
    tenant,
    ctx,
    cpo,
    partnerId,
    take,
    pull: async (module) => {
      const due = await take(module);
      return due && pullList(ctx, due);
    },
    makeDue: async (module, as) => {
      await ctx.db
        .update(pullCursors)
        .set({ dueAt: ctx.clock.now(), ...as })
        .where(isCursor(module));
    },
    cursorOf: async (module) => {
      const [row] = await ctx.db.select().from(pullCursors).where(isCursor(module));
      if (!row) throw new Error("there is no cursor");
      return row;
    },
    held: async () => {
      const rows = await ctx.db.select().from(cdrs).where(eq(cdrs.tenantId, ctx.tenantId));
      return rows.map(({ ocpiId }) => ocpiId).toSorted();
    },
    messages: (module) =>
      ctx.db
        .select()
        .from(ocpiMessages)
        .where(
          and(
            eq(ocpiMessages.tenantId, ctx.tenantId),
            eq(ocpiMessages.module, module),
            eq(ocpiMessages.direction, "in"),
          ),
        ),
    push: await pusher(pool, { tenant, cpo, partnerId }),
  };
}

async function pusher(
  pool: Pool,
  { tenant, cpo, partnerId }: Pick<PullRig, "tenant" | "cpo" | "partnerId">,
): Promise<PullRig["push"]> {
  const token = await issueInboundToken(tenant.ctx, partnerId, "C");
  const handler = createOcpiHandler(testRuntime(pool, tenant.clock), ocpiRoutes(pushReceivers));
  return async (method, path, item) => {
    const headers = { authorization: authorizationIn(cpo.version, token) };
    const body = JSON.stringify(cpo.write(path.split("/")[0] ?? "", item), null, 2);
    const url = `http://kvitt.test/ocpi/${cpo.version}/receiver/${path}`;
    const init: RequestInit = { method, headers, body };
    const answer = await handler(new Request(url, init));
    return ((await answer.json()) as { status_code: number }).status_code;
  };
}

/** So many CDRs, `CDR-1` on. */
export const cdrList = (count: number) =>
  Array.from({ length: count }, (_, index) => cdrOf(`CDR-${index + 1}`, (index % 27) + 1, 10));
/** Their ids, in order. */
export const cdrIds = (count: number) =>
  cdrList(count)
    .map(({ id }) => id)
    .toSorted();

/** A tariff of SE/NSL. */
export const tariffOf = (id: string, price = 4) => ({
  country_code: "SE",
  party_id: "NSL",
  id,
  currency: "SEK",
  elements: [{ price_components: [{ type: "ENERGY", price, vat: 25, step_size: 1 }] }],
  last_updated: "2026-09-01T00:00:00Z",
});

/** A location of SE/NSL with one EVSE. */
export const locationOf = (id: string) => ({
  country_code: "SE",
  party_id: "NSL",
  id,
  publish: true,
  address: "Slussplan 1",
  city: "Stockholm",
  country: "SWE",
  coordinates: { latitude: "59.319500", longitude: "18.072300" },
  time_zone: "Europe/Stockholm",
  evses: [
    {
      uid: `${id}-E1`,
      status: "AVAILABLE",
      connectors: [
        {
          id: "1",
          standard: "IEC_62196_T2",
          format: "SOCKET",
          power_type: "AC_3_PHASE",
          max_voltage: 230,
          max_amperage: 32,
          last_updated: "2026-09-01T00:00:00Z",
        },
      ],
      last_updated: "2026-09-01T00:00:00Z",
    },
  ],
  last_updated: "2026-09-01T00:00:00Z",
});

/** A session of SE/NSL that runs. */
export const sessionOf = (id: string, more: Record<string, unknown> = {}) => ({
  country_code: "SE",
  party_id: "NSL",
  id,
  start_date_time: "2026-11-01T10:00:00Z",
  kwh: 5,
  cdr_token: {
    country_code: "SE",
    party_id: "KVT",
    uid: "04A2B91C5E6180",
    type: "RFID",
    contract_id: "SE-KVT-C00000011-7",
  },
  auth_method: "WHITELIST",
  location_id: "LOC-1",
  evse_uid: "E1",
  connector_id: "1",
  currency: "SEK",
  status: "ACTIVE",
  last_updated: "2026-11-01T10:30:00Z",
  ...more,
});

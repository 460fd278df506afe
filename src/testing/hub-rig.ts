import { and, eq } from "drizzle-orm";
import type { Pool } from "@/db/client";
import { newId } from "@/db/new-id";
import { pullCursors } from "@/db/schema/exchange";
import { locations } from "@/db/schema/locations";
import { ocpiMessages, type PartnerSettings } from "@/db/schema/partners";
import type { OcpiVersion } from "@/ocpi/codec";
import { ocpiRoutes } from "@/ocpi/ocpi-routes";
import { pushReceivers } from "@/ocpi/push-receivers";
import { createOcpiHandler } from "@/ocpi/router";
import { pullList } from "@/ocpi/senders/pull-list";
import { sendCommand } from "@/ocpi/senders/send-command";
import { claimDueCommands } from "@/services/commands/claim-due-commands";
import { openContext } from "@/services/context";
import { issueInboundToken } from "@/services/partners/inbound-tokens";
import { openCursors } from "@/services/pulls/open-cursors";
import type { PullModule } from "@/services/pulls/pull-module";
import { takeDueCursors } from "@/services/pulls/take-due-cursors";
import { createAppToken } from "@/services/tokens/create-app-token";
import { testRuntime } from "./builders/context";
import { aDriver } from "./builders/driver";
import { aPlan, onPlan } from "./builders/plan";
import { aTenant } from "./builders/tenant";
import { clientInfo, FakeHub } from "./fake-hub";
import { locationOf } from "./pull-rig";
import { authorizationIn, inVersion, type WireItem } from "./wire-forms";

/** A tenant with a driver on a plan, and a hub on loopback that speaks with it; stop the hub in the end. */
export async function aHubRig(pool: Pool, version: OcpiVersion, settings: PartnerSettings = {}) {
  const tenant = await aTenant(pool);
  const { ctx, clock } = tenant;
  const runtime = testRuntime(pool, clock);
  const hub = await new FakeHub(version).start();
  const partnerId = (await hub.asPartner(ctx, { settings })).id;
  const token = await issueInboundToken(ctx, partnerId, "C");
  const handler = createOcpiHandler(runtime, ocpiRoutes(pushReceivers));
  const driver = await aDriver(ctx);
  await onPlan(ctx, driver.id, (await aPlan(ctx)).id);
  /** The hub calls us; `path` below the version's address. */
  const push = async (
    method: string,
    path: string,
    body?: WireItem,
    headers: Readonly<Record<string, string>> = {},
  ) => {
    const response = await handler(
      new Request(`http://kvitt.test/ocpi/${version}/${path}`, {
        method,
        headers: { authorization: authorizationIn(version, token), ...headers },
        ...(body && { body: JSON.stringify(body) }),
      }),
    );
    const { status_code: ocpi, data } = (await response.json()) as {
      status_code: number;
      data?: WireItem;
    };
    return { http: response.status, ocpi, data, headers: response.headers };
  };
  return {
    tenant,
    ctx,
    clock,
    hub,
    partnerId,
    driver,
    push,
    asDriver: openContext(runtime, {
      tenantId: tenant.tenantId,
      actor: {
        kind: "user",
        userId: newId<"user">(),
        email: "driver@kvitt.example",
        roles: ["driver"],
        driverId: driver.id,
      },
    }),
    asStaff: openContext(runtime, {
      tenantId: tenant.tenantId,
      actor: {
        kind: "user",
        userId: newId<"user">(),
        email: "drift@kvitt.example",
        roles: ["operations", "finance"],
        driverId: null,
      },
    }),
    /** The hub tells of a party behind it. */
    tellOf: (...of: Parameters<typeof clientInfo>) =>
      push("PUT", `receiver/hubclientinfo/NL/${of[0]}`, clientInfo(...of)),
    /** A place of a party behind the hub; the pick of its connector. */
    aPlace: async (partyId: string) => {
      const id = `LOC-${partyId}`;
      const [evse] = locationOf(id).evses;
      const place = {
        ...locationOf(id),
        country_code: "NL",
        party_id: partyId,
        evses: [{ ...evse, capabilities: ["REMOTE_START_STOP_CAPABLE", "UNLOCK_CAPABLE"] }],
      };
      const body = inVersion(version, "locations", place);
      const answer = await push("PUT", `receiver/locations/NL/${partyId}/${id}`, body);
      const [row] = await ctx.db
        .select({ id: locations.id })
        .from(locations)
        .where(and(eq(locations.partnerId, partnerId), eq(locations.ocpiId, id)));
      if (!row) throw new Error(`the place was not taken: ${answer.http} ${answer.ocpi}`);
      return { locationId: row.id, evseUid: `${id}-E1`, connectorId: "1" };
    },
    anAppToken: () => createAppToken(ctx, { driverId: driver.id, uid: "APP-1" }),
    /** Sends the commands that wait, as the worker does. */
    sendDue: async () => {
      for (const command of await claimDueCommands(ctx, 10)) await sendCommand(ctx, command);
    },
    /** Reads one of the hub's lists, due or not. */
    pull: async (module: PullModule, as: { readonly crawledAt?: null } = {}) => {
      await openCursors(ctx);
      await ctx.db
        .update(pullCursors)
        .set({ dueAt: clock.now(), ...as })
        .where(and(eq(pullCursors.partnerId, partnerId), eq(pullCursors.module, module)));
      const due = await takeDueCursors(ctx, 10);
      const pull = due.find((one) => one.module === module);
      if (!pull) throw new Error("the list is not due");
      return pullList(ctx, pull);
    },
    /** What went to and fro of a module, the oldest first. */
    messages: (module: string, direction: "in" | "out") =>
      ctx.db
        .select()
        .from(ocpiMessages)
        .where(
          and(
            eq(ocpiMessages.partnerId, partnerId),
            eq(ocpiMessages.module, module),
            eq(ocpiMessages.direction, direction),
          ),
        )
        .orderBy(ocpiMessages.id),
  };
}

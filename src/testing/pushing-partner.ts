import type { Id } from "@/core/ids";
import type { Pool } from "@/db/client";
import type { PartnerRole, PartnerState } from "@/db/schema/partners";
import { ocpiRoutes } from "@/ocpi/ocpi-routes";
import { cdrsReceiver } from "@/ocpi/receivers/cdrs";
import { locationsReceiver } from "@/ocpi/receivers/locations";
import { sessionsReceiver } from "@/ocpi/receivers/sessions";
import { tariffsReceiver } from "@/ocpi/receivers/tariffs";
import { createOcpiHandler } from "@/ocpi/router";
import { issueInboundToken } from "@/services/partners/inbound-tokens";
import { testRuntime } from "./builders/context";
import { aPartner } from "./builders/partner";
import type { TestTenant } from "./builders/tenant";

/** What a push was answered with. */
export interface PushAnswer {
  readonly http: number;
  readonly ocpi: number;
  readonly message: string | undefined;
  readonly data: unknown;
  readonly location: string | null;
}

/** A partner who speaks to our real handlers, without the network between. */
export interface PushingPartner {
  readonly id: Id<"partner">;
  /** `path` below `/ocpi/2.2.1/receiver/`; a body that is no text or bytes is sent as JSON. */
  send(method: string, path: string, body?: unknown): Promise<PushAnswer>;
}

/** Mints a registered partner for the parties named, each as `CC/PID`. */
export async function aPushingPartner(
  pool: Pool,
  tenant: TestTenant,
  parties: readonly string[],
  state: PartnerState = "registered",
): Promise<PushingPartner> {
  const roles = parties.map((party): PartnerRole => {
    const [countryCode = "", partyId = ""] = party.split("/");
    return { role: "CPO", countryCode, partyId, name: party };
  });
  const { id } = await aPartner(tenant.ctx, { roles, state });
  const token = await issueInboundToken(tenant.ctx, id, "C");
  const handler = createOcpiHandler(
    testRuntime(pool, tenant.clock),
    ocpiRoutes({
      locations: locationsReceiver,
      tariffs: tariffsReceiver,
      sessions: sessionsReceiver,
      cdrs: cdrsReceiver,
    }),
  );
  const send = async (method: string, path: string, body?: unknown): Promise<PushAnswer> => {
    const response = await handler(
      new Request(`http://kvitt.test/ocpi/2.2.1/receiver/${path}`, {
        method,
        headers: { authorization: `Token ${Buffer.from(token).toString("base64")}` },
        body: body === undefined ? undefined : bodyOf(body),
      }),
    );
    const envelope = (await response.json()) as Record<string, unknown>;
    return {
      http: response.status,
      ocpi: Number(envelope["status_code"]),
      message: envelope["status_message"] as string | undefined,
      data: envelope["data"],
      location: response.headers.get("location"),
    };
  };
  return { id, send };
}

function bodyOf(body: unknown): BodyInit {
  if (typeof body === "string") return body;
  return body instanceof Uint8Array ? Uint8Array.from(body) : JSON.stringify(body);
}

import type { Id } from "@/core/ids";
import type { Pool } from "@/db/client";
import type { PartnerRole, PartnerSettings, PartnerState } from "@/db/schema/partners";
import type { OcpiVersion } from "@/ocpi/codec";
import { ocpiRoutes } from "@/ocpi/ocpi-routes";
import { pushReceivers } from "@/ocpi/push-receivers";
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
  readonly headers: Headers;
}

/** A partner who speaks one version to our real handlers, without the network between. */
export interface PushingPartner {
  readonly id: Id<"partner">;
  readonly version: OcpiVersion;
  /** `path` below `/ocpi/{version}/receiver/`; a body that is no text or bytes is sent as JSON. */
  send(method: string, path: string, body?: unknown): Promise<PushAnswer>;
  /** The same with `path` below `/ocpi/{version}/`. */
  ask(method: string, path: string, body?: unknown): Promise<PushAnswer>;
}

/** What may differ from a registered CPO that speaks 2.2.1. */
interface PushingPartnerOptions {
  readonly version?: OcpiVersion;
  readonly state?: PartnerState;
  readonly settings?: PartnerSettings;
  /** Of all its parties; CPO where it is left out. */
  readonly role?: string;
  /** It sends the token and no other header. */
  readonly isTerse?: boolean;
}

/** Mints a registered partner for the parties named, each as `CC/PID`. */
export async function aPushingPartner(
  pool: Pool,
  tenant: TestTenant,
  parties: readonly string[],
  options: PushingPartnerOptions = {},
): Promise<PushingPartner> {
  const { version = "2.2.1", state = "registered", settings = {}, role = "CPO" } = options;
  const isTerse = options.isTerse ?? false;
  const roles = parties.map((party): PartnerRole => {
    const [countryCode = "", partyId = ""] = party.split("/");
    return { role, countryCode, partyId, name: party };
  });
  const { id } = await aPartner(tenant.ctx, { roles, state, settings, version });
  const token = await issueInboundToken(tenant.ctx, id, "C");
  const handler = createOcpiHandler(testRuntime(pool, tenant.clock), ocpiRoutes(pushReceivers));
  const ask = async (method: string, path: string, body?: unknown): Promise<PushAnswer> => {
    const response = await handler(
      new Request(`http://kvitt.test/ocpi/${version}/${path}`, {
        method,
        headers: isTerse
          ? { authorization: `Token ${Buffer.from(token).toString("base64")}` }
          : headersOf(version, token, roles[0]),
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
      headers: response.headers,
    };
  };
  return {
    id,
    version,
    ask,
    send: (method, path, body) => ask(method, `receiver/${path}`, body),
  };
}

/** What a partner of that version sends with each request: 2.1.1 knows the plain token and no more. */
export function headersOf(
  version: OcpiVersion,
  token: string,
  from?: Pick<PartnerRole, "countryCode" | "partyId">,
): Record<string, string> {
  if (version === "2.1.1") return { authorization: `Token ${token}` };
  return {
    authorization: `Token ${Buffer.from(token).toString("base64")}`,
    "X-Request-ID": crypto.randomUUID(),
    "X-Correlation-ID": crypto.randomUUID(),
    ...(from && {
      "OCPI-from-country-code": from.countryCode,
      "OCPI-from-party-id": from.partyId,
      "OCPI-to-country-code": "SE",
      "OCPI-to-party-id": "KVT",
    }),
  };
}

function bodyOf(body: unknown): BodyInit {
  if (typeof body === "string") return body;
  return body instanceof Uint8Array ? Uint8Array.from(body) : JSON.stringify(body);
}

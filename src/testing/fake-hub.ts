import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { eq } from "drizzle-orm";
import { type PartnerSettings, partnerEndpoints, partners } from "@/db/schema/partners";
import { agreedRoles } from "@/ocpi/agreed-roles";
import type { OcpiVersion } from "@/ocpi/codec";
import type { Ctx } from "@/services/context";
import { sealSecret } from "@/services/partners/seal-secret";
import { aPartner } from "./builders/partner";
import { authorizationIn, type WireItem } from "./wire-forms";

/** What the hub was asked. */
export interface HubCall {
  readonly method: string;
  /** Below the version's address, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: WireItem;
}

/** How a test lets it answer something. */
export interface HubAnswer {
  readonly http?: number;
  readonly ocpi?: number;
  readonly message?: string;
  readonly data?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Whom a call was for, by its headers. */
export function recipientOf({ headers }: HubCall): string {
  return `${String(headers["ocpi-to-country-code"])}/${String(headers["ocpi-to-party-id"])}`;
}

const TOKEN = "token-for-the-hub";
const PAGE_SIZE = 2;
const SENDERS = ["hubclientinfo", "locations", "sessions", "cdrs", "invoicereconciliation"];
const RECEIVERS = ["tokens", "commands"];

const cpo = (partyId: string) => ({
  role: "CPO" as const,
  countryCode: "NL",
  partyId,
  businessDetails: { name: partyId },
});

/** Whom its credentials name: 2.2.1 knows hubs by their role, 2.3.0 by `hub_party_id`, 2.1.1 not at all. */
function rolesIn(version: OcpiVersion) {
  const credentials = { token: "", url: "" };
  if (version === "2.1.1") return agreedRoles({ ...credentials, roles: [cpo("HUB")] });
  if (version === "2.3.0") {
    return agreedRoles({ ...credentials, roles: [cpo("ABC"), cpo("XYZ")], hubPartyId: "NLHUB" });
  }
  return agreedRoles({ ...credentials, roles: [{ ...cpo("HUB"), role: "HUB" }] });
}

/** A hub (NL/HUB) on loopback with the CPOs NL/ABC and NL/XYZ behind it. Says 1000 to all that it is not told otherwise. */
export class FakeHub {
  readonly calls: HubCall[] = [];
  readonly lists: Record<string, WireItem[]> = {};
  /** By `METHOD path`. */
  readonly answers: Record<string, HubAnswer> = {};
  origin = "";
  private readonly server = createServer((request, response) => {
    void this.answer(request).then(({ http = 200, headers, ...envelope }) => {
      response.writeHead(http, { "content-type": "application/json", ...headers });
      const { data, ocpi = 1000, message } = envelope;
      const timestamp = "2026-11-02T11:00:00Z";
      response.end(JSON.stringify({ data, status_code: ocpi, status_message: message, timestamp }));
    });
  });

  constructor(readonly version: OcpiVersion) {}

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    this.origin = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    return this;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** Mints the registered partner that this is. */
  async asPartner(
    ctx: Ctx,
    values: Partial<typeof partners.$inferInsert> & { settings?: PartnerSettings } = {},
  ): Promise<typeof partners.$inferSelect> {
    const { version } = this;
    const partner = await aPartner(ctx, {
      name: "Roaming hub",
      version,
      roles: rolesIn(version),
      ...values,
    });
    const outboundTokenSealed = sealSecret(ctx.settings.secretKey, TOKEN, partner.id);
    await ctx.db.update(partners).set({ outboundTokenSealed }).where(eq(partners.id, partner.id));
    const at = (role: "SENDER" | "RECEIVER") => (identifier: string) => ({
      tenantId: ctx.tenantId,
      partnerId: partner.id,
      identifier,
      role,
      url: `${this.origin}/${version}/${identifier}`,
    });
    const endpoints = [...SENDERS.map(at("SENDER")), ...RECEIVERS.map(at("RECEIVER"))];
    await ctx.db.insert(partnerEndpoints).values(endpoints);
    return partner;
  }

  /** The calls of a module. */
  asked(module: string): HubCall[] {
    return this.calls.filter(({ path }) => path === module || path.startsWith(`${module}/`));
  }

  private async answer(request: IncomingMessage): Promise<HubAnswer> {
    const url = new URL(request.url ?? "/", this.origin);
    const path = url.pathname.slice(`/${this.version}/`.length);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString("utf8");
    const method = request.method ?? "GET";
    const { headers } = request;
    const body = (text === "" ? {} : JSON.parse(text)) as WireItem;
    this.calls.push({ method, path, query: url.searchParams, headers, body });
    if (headers.authorization !== authorizationIn(this.version, TOKEN)) {
      return { http: 401, ocpi: 2000 };
    }
    const told = this.answers[`${method} ${path}`];
    if (told) return told;
    if (method === "GET") return this.page(url, path);
    return path.startsWith("commands/") ? { data: { result: "ACCEPTED", timeout: 30 } } : {};
  }

  /** Some of a list, filtered by `last_updated`. */
  private page(url: URL, module: string): HubAnswer {
    const [from, to] = ["date_from", "date_to"].map((name) => url.searchParams.get(name));
    const all = (this.lists[module] ?? []).filter((item) => {
      const at = Date.parse(String(item["last_updated"]));
      return (!from || at >= Date.parse(from)) && (!to || at < Date.parse(to));
    });
    const offset = Number(url.searchParams.get("offset") ?? "0");
    const next = new URL(url);
    next.searchParams.set("offset", String(offset + PAGE_SIZE));
    const hasMore = offset + PAGE_SIZE < all.length;
    return {
      data: all.slice(offset, offset + PAGE_SIZE),
      headers: {
        "x-total-count": String(all.length),
        ...(hasMore && { link: `<${next.href}>; rel="next"` }),
      },
    };
  }
}

/** A hub's word on a party behind it. */
export const clientInfo = (
  partyId: string,
  status: string,
  last_updated = "2026-11-02T10:00:00Z",
  more: WireItem = {},
): WireItem => ({
  country_code: "NL",
  party_id: partyId,
  role: "CPO",
  status,
  last_updated,
  ...more,
});

import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { eq } from "drizzle-orm";
import { partnerEndpoints, partners } from "@/db/schema/partners";
import type { OcpiVersion } from "@/ocpi/codec";
import type { Ctx } from "@/services/context";
import { sealSecret } from "@/services/partners/seal-secret";
import { aPartner } from "./builders/partner";
import { authorizationIn, inVersion, type WireItem } from "./wire-forms";

/** What a list was asked for. */
export interface ListCall {
  readonly module: string;
  readonly url: URL;
  readonly offset: number;
  readonly limit: number;
  /** How many calls for this module came before it. */
  readonly before: number;
  readonly headers: NodeJS.Dict<string | string[]>;
}

/** A page; `null` takes a header away, `body` stands in for the whole answer. */
export interface ListAnswer {
  readonly http?: number;
  readonly items?: readonly WireItem[];
  readonly total?: number | null;
  readonly link?: string | null;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

const TOKEN = "token-for-the-lists";

/**
 * A CPO on loopback that serves lists, well or badly, as OCPI's pagination says or as a test wants it. What stands in
 * its lists has the form of 2.2.1, and goes out in that of its version.
 */
export class FakeLists {
  readonly lists: Record<string, WireItem[]> = {
    locations: [],
    tariffs: [],
    sessions: [],
    cdrs: [],
  };
  readonly calls: ListCall[] = [];
  /** The most objects on a page. */
  pageSize = 2;
  /** Changes a page before it goes out. */
  spoil:
    | ((
        call: ListCall,
        answer: Required<Omit<ListAnswer, "body">>,
      ) => ListAnswer | Promise<ListAnswer>)
    | null = null;
  origin = "";
  private readonly server = createServer((request, response) => {
    void this.answer(request).then(({ http, headers, body }) => {
      response.writeHead(http, { "content-type": "application/json", ...headers });
      response.end(body);
    });
  });

  constructor(readonly version: OcpiVersion = "2.2.1") {}

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    this.origin = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    return this;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** Where a module's list is. */
  address(module: string): string {
    return `${this.origin}/${this.version}/${module}`;
  }

  /** An object as it goes out. */
  write(module: string, item: WireItem): WireItem {
    return inVersion(this.version, module, item);
  }

  /** Mints a registered partner (SE/NSL) whose lists these are. */
  async asPartner(
    ctx: Ctx,
    values: Partial<typeof partners.$inferInsert> = {},
    modules: readonly string[] = Object.keys(this.lists),
  ): Promise<typeof partners.$inferSelect> {
    const partner = await aPartner(ctx, { version: this.version, ...values });
    const outboundTokenSealed = sealSecret(ctx.settings.secretKey, TOKEN, partner.id);
    await ctx.db.update(partners).set({ outboundTokenSealed }).where(eq(partners.id, partner.id));
    await ctx.db.insert(partnerEndpoints).values(
      modules.map((identifier) => ({
        tenantId: ctx.tenantId,
        partnerId: partner.id,
        identifier,
        role: "SENDER" as const,
        url: this.address(identifier),
      })),
    );
    return partner;
  }

  private async answer(request: IncomingMessage) {
    const url = new URL(request.url ?? "/", this.origin);
    const [, , module = "", id] = url.pathname.split("/");
    const offset = Number(url.searchParams.get("offset") ?? "0");
    const limit = Math.min(Number(url.searchParams.get("limit") ?? "100"), this.pageSize);
    const before = this.calls.filter((one) => one.module === module).length;
    const { headers: given } = request;
    const call = { module, url, offset, limit, before, headers: given };
    this.calls.push(call);
    if (given.authorization !== authorizationIn(this.version, TOKEN)) {
      return { http: 401, headers: {}, body: "{}" };
    }
    if (id !== undefined) return this.single(module, decodeURIComponent(id));
    const good = this.page(call);
    const page = { ...good, ...(await this.spoil?.(call, good)) };
    const headers: Record<string, string> = { ...page.headers };
    if (page.link !== null) headers["link"] = `<${page.link}>; rel="next"`;
    if (page.total !== null) headers["x-total-count"] = String(page.total);
    headers["x-limit"] = String(this.pageSize);
    const data = page.items.map((item) => this.write(module, item));
    const envelope = { data, status_code: 1000, timestamp: "2026-11-02T11:00:00Z" };
    return { http: page.http, headers, body: page.body ?? JSON.stringify(envelope) };
  }

  /** One object of a list by its id. */
  private single(module: string, id: string) {
    const item = this.lists[module]?.find(
      (one) => String(one["id"]).toUpperCase() === id.toUpperCase(),
    );
    const timestamp = "2026-11-02T11:00:00Z";
    const envelope = item
      ? { data: this.write(module, item), status_code: 1000, timestamp }
      : { status_code: 2003, timestamp };
    return { http: item ? 200 : 404, headers: {}, body: JSON.stringify(envelope) };
  }

  /** The page as it should be: oldest first as they were made, filtered by `last_updated`. */
  private page({ module, url, offset, limit }: ListCall): Required<Omit<ListAnswer, "body">> {
    const [from, to] = ["date_from", "date_to"].map((name) => url.searchParams.get(name));
    const all = (this.lists[module] ?? []).filter((item) => {
      const at = Date.parse(String(item["last_updated"]));
      return (!from || at >= Date.parse(from)) && (!to || at < Date.parse(to));
    });
    const next = new URL(url);
    next.searchParams.set("offset", String(offset + limit));
    const link = offset + limit < all.length ? next.href : null;
    const items = all.slice(offset, offset + limit);
    return { http: 200, items, total: all.length, link, headers: {} };
  }
}

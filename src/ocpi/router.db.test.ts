import { and, desc, eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { limits } from "@/config/limits";
import { newId } from "@/db/new-id";
import { ocpiMessages, partners } from "@/db/schema/partners";
import type { OcpiAnswer, OcpiCall } from "@/ocpi/call";
import { accept } from "@/ocpi/envelope";
import type { Ctx } from "@/services/context";
import { invitePartner } from "@/services/partners/invite-partner";
import { issueInboundToken } from "@/services/partners/inbound-tokens";
import { ServiceError } from "@/services/service-error";
import { aPartner } from "@/testing/builders/partner";
import { aTenant, type TestTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { type OcpiServer, startOcpiServer } from "@/testing/ocpi-server";
import { headersOf } from "@/testing/pushing-partner";

const VERSIONS = ["2.1.1", "2.2.1", "2.3.0"] as const;
const database = testDatabase();
const calls: OcpiCall[] = [];
let next: (call: OcpiCall) => Promise<OcpiAnswer> = async () => accept();
const receive = async (call: OcpiCall) => {
  calls.push(call);
  return next(call);
};
const push = { locations: receive, tariffs: receive, sessions: receive, cdrs: receive };

let tenant: TestTenant;
let server: OcpiServer;
let ctx: Ctx;
let token: string;
let partnerId: (typeof partners.$inferSelect)["id"];

beforeAll(async () => {
  tenant = await aTenant(database.pool);
  ctx = tenant.ctx;
  server = await startOcpiServer(database.pool, { clock: tenant.clock, push });
  partnerId = (await aPartner(ctx)).id;
  token = await issueInboundToken(ctx, partnerId, "C");
});
afterAll(async () => server.stop());
beforeEach(() => {
  calls.length = 0;
  next = async () => accept();
});

interface Envelope {
  readonly data?: unknown;
  readonly status_code: number;
  readonly status_message: string;
  readonly timestamp: string;
}

async function ask(
  method: string,
  path: string,
  options: { headers?: Record<string, string>; body?: string; token?: string } = {},
) {
  const { authorization = "" } = headersOf(
    path.startsWith("/2.1.1") ? "2.1.1" : "2.2.1",
    options.token ?? token,
  );
  const response = await server.handler(
    new Request(`http://kvitt.test/ocpi${path}`, {
      method,
      headers: { authorization, ...options.headers },
      ...(options.body !== undefined && { body: options.body }),
    }),
  );
  const envelope = (await response.json()) as Envelope;
  return { http: response.status, headers: response.headers, envelope };
}

async function lastMessage() {
  const [row] = await ctx.db
    .select()
    .from(ocpiMessages)
    .where(and(eq(ocpiMessages.tenantId, ctx.tenantId), eq(ocpiMessages.direction, "in")))
    .orderBy(desc(ocpiMessages.id))
    .limit(1);
  return row;
}

describe.each(VERSIONS)("addresses in %s", (version) => {
  it.each(["SE/NSL/LOC1", "SE/NSL/LOC1/", "/SE/NSL/LOC1"])(
    "%s reaches the module, without a redirect",
    async (path) => {
      expect((await ask("GET", `/${version}/receiver/locations/${path}`)).http).toBe(200);
      expect(calls[0]?.segments).toEqual(["SE", "NSL", "LOC1"]);
      expect(calls[0]?.codec.version).toBe(version);
    },
  );

  it.each(["/versions", "/versions/", `/${version}`, `/${version}/`])(
    "%s answers",
    async (path) => {
      expect((await ask("GET", path)).http).toBe(200);
    },
  );

  it("decodes an id once: slashes, blanks, stars, #NA and percent signs arrive as they are", async () => {
    const id = "a/b c*d+e#NA%2F å";
    await ask("GET", `/${version}/receiver/cdrs/${encodeURIComponent(id)}?x=1`);
    expect(calls[0]?.segments).toEqual([id]);
    expect(calls[0]?.query.get("x")).toBe("1");
  });

  it.each([
    `/${version}/receiver/locations/%E0%A4%A`,
    "/3.0/cdrs",
    "/versions/more",
    "",
    `/${version}/cdrs`,
  ])("answers 404 with an envelope at %j", async (path) => {
    const seen = await ask("GET", path);
    expect([seen.http, seen.envelope.status_code]).toEqual([404, 2000]);
    expect(calls).toHaveLength(0);
  });

  const patchable = version === "2.1.1" ? "GET, PUT, PATCH, DELETE" : "GET, PUT, DELETE";
  it.each([
    ["PATCH", `/${version}/receiver/cdrs`, "GET, POST"],
    ["DELETE", `/${version}/receiver/sessions/SE/NSL/1`, "GET, PUT, PATCH"],
    ["POST", `/${version}/receiver/tariffs/SE/NSL/1`, patchable],
    ["POST", "/versions", "GET"],
    ["POST", `/${version}/sender/tokens`, "GET"],
    ["GET", `/${version}/sender/tokens/04A2/authorize`, "POST"],
  ])("answers 405 to %s %s and names what is allowed", async (method, path, allowed) => {
    const seen = await ask(method, path);
    expect([seen.http, seen.envelope.status_code]).toEqual([405, 2000]);
    expect(seen.headers.get("allow")).toBe(allowed);
  });
});

describe.each(VERSIONS)("a token in %s", (version) => {
  it.each(["", "Token", "Token ", "Bearer abc", "Token a b", "Token ZXhhbXBsZQ=="])(
    "answers 401 with an envelope to Authorization %j",
    async (authorization) => {
      for (const path of ["/versions", `/${version}`, `/${version}/receiver/cdrs/1`]) {
        const seen = await ask("GET", path, { headers: { authorization } });
        expect([seen.http, seen.envelope.status_code]).toEqual([401, 2000]);
        expect(seen.headers.get("www-authenticate")).toBe("Token");
      }
      expect(calls).toHaveLength(0);
    },
  );

  it("of an invitation opens versions, details and credentials, and nothing else", async () => {
    const { tokenA } = await invitePartner(ctx, { name: "Invited" });
    for (const path of ["/versions", `/${version}`, `/${version}/credentials`]) {
      expect((await ask("GET", path, { token: tokenA })).http).toBe(200);
    }
    for (const module of ["locations", "tariffs", "sessions", "cdrs"]) {
      const path = `/${version}/receiver/${module}/SE/NSL/1`;
      const seen = await ask("GET", path, { token: tokenA });
      expect([module, seen.http, seen.envelope.status_code]).toEqual([module, 401, 2000]);
    }
    const other = [
      await ask("GET", `/${version}/sender/tokens`, { token: tokenA }),
      await ask("POST", `/${version}/sender/commands/START_SESSION/1`, { token: tokenA }),
    ];
    expect(other.map(({ http }) => http)).toEqual([401, 401]);
    expect(calls).toHaveLength(0);
  });
});

describe("who calls", () => {
  it("acts as the partner of the token and for its tenant, whatever the headers claim", async () => {
    const other = await aTenant(database.pool);
    const stranger = await aPartner(other.ctx);
    const theirs = await issueInboundToken(other.ctx, stranger.id, "C");
    const headers = { "ocpi-from-country-code": "SE", "ocpi-from-party-id": "NSL" };
    await ask("POST", "/2.2.1/receiver/cdrs", { token: theirs, headers, body: "{}" });
    expect(calls[0]?.partner.id).toBe(stranger.id);
    expect(calls[0]?.ctx.tenantId).toBe(other.tenantId);
    expect(calls[0]?.ctx.actor).toMatchObject({ kind: "partner", partnerId: stranger.id });
  });

  it("keeps when it last heard of a partner, to the minute", async () => {
    const read = async () => {
      const [row] = await ctx.db.select().from(partners).where(eq(partners.id, partnerId));
      return row?.lastHeardAt?.toString();
    };
    tenant.clock.advance({ minutes: 5 });
    await ask("GET", "/versions");
    const first = await read();
    expect(first).toBe(tenant.clock.now().toString());
    tenant.clock.advance({ seconds: 30 });
    await ask("GET", "/versions");
    expect(await read()).toBe(first);
  });
});

const routing = {
  "OCPI-from-country-code": "SE",
  "OCPI-from-party-id": "NSL",
  "OCPI-to-country-code": "SE",
  "OCPI-to-party-id": "KVT",
};
const party = (headers: Headers, which: string) =>
  [headers.get(`ocpi-${which}-country-code`), headers.get(`ocpi-${which}-party-id`)].join("*");

describe.each(VERSIONS.slice(1))("headers of %s", (version) => {
  it.each([
    ["GET", "receiver/cdrs/1", 200],
    ["PATCH", "receiver/cdrs/1", 405],
  ])("echoes both ids and swaps the parties on %s %s (HTTP %i)", async (method, path, http) => {
    const ids = { "X-Request-ID": "r-1", "X-Correlation-ID": "c-1" };
    const seen = await ask(method, `/${version}/${path}`, { headers: { ...routing, ...ids } });
    expect(seen.http).toBe(http);
    expect(seen.headers.get("x-request-id")).toBe("r-1");
    expect(seen.headers.get("x-correlation-id")).toBe("c-1");
    expect(party(seen.headers, "from")).toBe("SE*KVT");
    expect(party(seen.headers, "to")).toBe("SE*NSL");
  });

  it("answers from us to the partner's only role when the request names nobody", async () => {
    const seen = await ask("GET", `/${version}/receiver/cdrs/1`);
    expect([party(seen.headers, "from"), party(seen.headers, "to")]).toEqual(["SE*KVT", "SE*NSL"]);
  });

  it("puts no party on configuration modules", async () => {
    for (const path of ["/versions", `/${version}`, `/${version}/credentials`]) {
      const seen = await ask("GET", path, { headers: routing });
      expect([party(seen.headers, "from"), party(seen.headers, "to")]).toEqual(["*", "*"]);
    }
  });
});

describe("headers", () => {
  it("puts no party on any module of 2.1.1, and believes none", async () => {
    const claimed = { ...routing, "OCPI-from-party-id": "ELS" };
    const seen = await ask("GET", "/2.1.1/receiver/cdrs/1", { headers: claimed });
    expect([seen.http, party(seen.headers, "from"), party(seen.headers, "to")]).toEqual([
      200,
      "*",
      "*",
    ]);
  });

  it("makes the ids that are missing", async () => {
    const seen = await ask("GET", "/versions");
    expect(seen.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
    expect(seen.headers.get("x-correlation-id")).toBe(seen.headers.get("x-request-id"));
  });

  it("echoes ids on a 401 too", async () => {
    const headers = { authorization: "Token nobody", "x-request-id": "r-2" };
    expect((await ask("GET", "/versions", { headers })).headers.get("x-request-id")).toBe("r-2");
  });
});

describe("bodies and errors", () => {
  it("answers 413 to more than a megabyte, and the module never sees it", async () => {
    const body = "x".repeat(limits.body.ocpi + 1);
    const seen = await ask("POST", "/2.2.1/receiver/cdrs", { body });
    expect([seen.http, seen.envelope.status_code]).toEqual([413, 2001]);
    expect(calls).toHaveLength(0);
  });

  it("hands over the bytes as they came", async () => {
    const body = '{"id": "å", "n": 1.50}';
    await ask("POST", "/2.2.1/receiver/cdrs", { body });
    expect(Buffer.from(calls[0]?.body ?? []).toString("utf8")).toBe(body);
  });

  it("tells nothing of an error that nobody expected, and keeps the body with the request id", async () => {
    next = async () => {
      throw new Error("password=hunter2 at /srv/kvitt");
    };
    const headers = { "x-request-id": "r-3" };
    const seen = await ask("POST", "/2.2.1/receiver/cdrs", { body: '{"id":"1"}', headers });
    expect([seen.http, seen.envelope.status_code]).toEqual([500, 3000]);
    expect(JSON.stringify(seen.envelope)).not.toMatch(/hunter2|srv/);
    expect(seen.envelope.status_message).toContain("r-3");
    const kept = await lastMessage();
    expect(kept).toMatchObject({ requestId: "r-3", outcome: "failed", module: "cdrs" });
    expect(Buffer.from(kept?.body ?? []).toString("utf8")).toBe('{"id":"1"}');
  });

  it.each([
    ["INVALID", 200, 2001],
    ["NOT_FOUND", 404, 2000],
    ["CONFLICT", 200, 2000],
    ["UNAVAILABLE", 503, 3000],
  ] as const)("answers a service's %s with HTTP %i and %i", async (code, http, ocpi) => {
    next = async () => {
      throw new ServiceError(code, "No.");
    };
    const seen = await ask("GET", "/2.2.1/receiver/cdrs/1");
    expect([seen.http, seen.envelope.status_code]).toEqual([http, ocpi]);
  });

  it.each(VERSIONS)(
    "stamps every envelope of %s with the time, in UTC with Z; 2.1.1 knows whole seconds only",
    async (version) => {
      tenant.clock.set("2026-11-02T13:00:00.250Z");
      const paths = [`/${version}/receiver/cdrs/1`, `/${version}`, `/${version}/nothing`];
      for (const path of paths) {
        const { envelope } = await ask("GET", path);
        expect([path, envelope.timestamp]).toEqual([
          path,
          version === "2.1.1" ? "2026-11-02T13:00:00Z" : "2026-11-02T13:00:00.250Z",
        ]);
      }
    },
  );
});

describe("too many requests", () => {
  it("are answered 429 with the seconds to wait, and harm no other partner", async () => {
    const partner = await aPartner(ctx, { settings: { requestsPerSecond: 1 } });
    const own = await issueInboundToken(ctx, partner.id, "C");
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => ask("GET", "/versions", { token: own })),
    );
    const refused = answers.filter(({ http }) => http === 429);
    expect(refused).toHaveLength(2);
    expect(refused[0]?.headers.get("retry-after")).toBe("1");
    expect(refused[0]?.envelope.status_code).toBe(2000);
    expect((await ask("GET", "/versions")).http).toBe(200);
  });
});

describe("what we advertise", () => {
  const details = async (asked: string, settings: object = {}) => {
    const partner = await aPartner(ctx, { id: newId<"partner">(), settings });
    const own = await issueInboundToken(ctx, partner.id, "C");
    const { envelope } = await ask("GET", `/${asked}`, { token: own });
    return envelope.data as {
      version: string;
      endpoints: { identifier: string; role: string; url: string }[];
    };
  };

  it.each(VERSIONS.slice(1))(
    "names our modules of %s with their roles below the public address",
    async (version) => {
      const { endpoints, ...rest } = await details(version);
      expect(rest).toEqual({ version });
      expect(endpoints.map(({ identifier, role }) => `${identifier} ${role}`)).toEqual([
        "credentials SENDER",
        "locations RECEIVER",
        "tariffs RECEIVER",
        "sessions RECEIVER",
        "cdrs RECEIVER",
        ...(version === "2.3.0" ? ["invoicereconciliation RECEIVER"] : []),
        "tokens SENDER",
        "commands SENDER",
        "chargingprofiles SENDER",
      ]);
      expect(endpoints.find(({ identifier }) => identifier === "cdrs")?.url).toBe(
        `${server.baseUrl}/ocpi/${version}/receiver/cdrs`,
      );
    },
  );

  it("ends addresses with a slash, and hides modules, for a partner that needs it", async () => {
    const settings = { trailingSlash: true, hiddenModules: ["tariffs"] };
    const { endpoints } = await details("2.2.1", settings);
    expect(endpoints.every(({ url }) => url.endsWith("/"))).toBe(true);
    expect(endpoints.map(({ identifier }) => identifier)).not.toContain("tariffs");
  });

  it("offers every version, the oldest first, or those that operations chose for a partner", async () => {
    const offered = async (settings: object) => {
      const partner = await aPartner(ctx, { id: newId<"partner">(), settings });
      const own = await issueInboundToken(ctx, partner.id, "C");
      const { envelope } = await ask("GET", "/versions", { token: own });
      const versions = envelope.data as { version: string; url: string }[];
      const answers = await Promise.all(
        ["2.1.1", "2.2.1", "2.3.0"].map((version) => ask("GET", `/${version}`, { token: own })),
      );
      return {
        versions: versions.map(({ version, url }) => [version, url]),
        details: answers.map(({ http }) => http),
      };
    };
    const at = (version: string) => [version, `${server.baseUrl}/ocpi/${version}`];
    expect(await offered({})).toEqual({
      versions: ["2.1.1", "2.2.1", "2.3.0"].map(at),
      details: [200, 200, 200],
    });
    expect(await offered({ versions: ["2.1.1", "2.2.1"] })).toEqual({
      versions: ["2.1.1", "2.2.1"].map(at),
      details: [200, 200, 404],
    });
  });

  it("gives the endpoints of 2.1.1 no role, as that version has none", async () => {
    const partner = await aPartner(ctx, { id: newId<"partner">() });
    const own = await issueInboundToken(ctx, partner.id, "C");
    const { envelope } = await ask("GET", "/2.1.1", { token: own });
    const { endpoints } = envelope.data as { endpoints: object[] };
    expect(new Set(endpoints.flatMap(Object.keys))).toEqual(new Set(["identifier", "url"]));
  });
});

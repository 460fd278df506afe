import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { OcpiVersion } from "./ocpi-version";

/** A request as it came in over the wire. */
export interface Received {
  method: string;
  path: string;
  query: string;
  headers: IncomingMessage["headers"];
  body: Record<string, unknown>;
}

interface Scripted {
  http?: number;
  code?: number;
  data?: unknown;
}

/** A tiny eMSP for tests, written from OCPI alone: it registers, takes pushes, lists tokens and authorizes. */
export interface FakeEmsp {
  url: string;
  /** What it offers; 2.2.1 unless a test says otherwise. */
  versions: OcpiVersion[];
  /** Whether it is an SCSP, too, from 2.2.1 on. */
  isScsp: boolean;
  requests: Received[];
  /** What the CPO's versions and details answered during the POST of credentials, shown TOKEN_B. */
  calledBack: unknown[];
  tokenA: string;
  tokenC: string;
  /** Answers a request otherwise than usual; undefined leaves it as it is. */
  script: (received: Received) => Scripted | undefined;
  tokens: Record<string, unknown>[];
  /** The CPO's own token, once it has registered. */
  tokenB: () => string;
  close(): Promise<void>;
}

const RECEIVERS = ["cdrs", "locations", "sessions", "tariffs"];

export function encode(token: string): string {
  return `Token ${Buffer.from(token).toString("base64")}`;
}

export function emspToken(uid: string, change: Record<string, unknown> = {}) {
  return {
    country_code: "SE",
    party_id: "KVT",
    uid,
    type: "RFID",
    contract_id: "SE-KVT-C00000011-7",
    issuer: "Kvitt",
    valid: true,
    whitelist: "ALLOWED",
    last_updated: "2026-01-01T00:00:00Z",
    ...change,
  };
}

async function readJson(request: IncomingMessage): Promise<Record<string, unknown>> {
  let text = "";
  for await (const chunk of request as AsyncIterable<Buffer>) text += chunk.toString("utf8");
  return text === "" ? {} : (JSON.parse(text) as Record<string, unknown>);
}

/** A token as 2.1.1 has it. */
function inOldForm(token: Record<string, unknown>) {
  const { country_code: _country, party_id: _party, contract_id: contract, ...rest } = token;
  return { ...rest, auth_id: contract, type: token["type"] === "RFID" ? "RFID" : "OTHER" };
}

async function getWith(url: string, token: string, version: OcpiVersion): Promise<unknown> {
  const headers: Record<string, string> =
    version === "2.1.1"
      ? { Authorization: `Token ${token}` }
      : { Authorization: encode(token), "X-Request-ID": "cb", "X-Correlation-ID": "cb" };
  const response = await fetch(url, { headers });
  return await response.json();
}

function endpointsAt(url: string, version: OcpiVersion) {
  const isOld = version === "2.1.1";
  const at = (identifier: string, role: string) => ({
    identifier,
    ...(isOld ? {} : { role }),
    url: `${url}/${version}/${identifier}`,
  });
  return [
    at("credentials", "SENDER"),
    ...RECEIVERS.map((identifier) => at(identifier, "RECEIVER")),
    at("tokens", "SENDER"),
    ...(isOld ? [] : [at("chargingprofiles", "SENDER")]),
    ...(version === "2.3.0" ? [at("invoicereconciliation", "RECEIVER")] : []),
  ];
}

function credentialsOf(emsp: FakeEmsp, version: OcpiVersion) {
  if (version === "2.1.1") {
    const party = { party_id: "KVT", country_code: "SE", business_details: { name: "Kvitt" } };
    return { token: emsp.tokenC, url: `${emsp.url}/versions`, ...party };
  }
  const role = {
    role: "EMSP",
    party_id: "KVT",
    country_code: "SE",
    business_details: { name: "Kvitt" },
  };
  const roles = emsp.isScsp ? [role, { ...role, role: "SCSP" }] : [role];
  return { token: emsp.tokenC, url: `${emsp.url}/versions`, roles };
}

async function register(
  emsp: FakeEmsp,
  body: Record<string, unknown>,
  version: OcpiVersion,
): Promise<Scripted> {
  const token = String(body["token"]);
  const versions = await getWith(String(body["url"]), token, version);
  emsp.calledBack.push(versions);
  const { data: listed } = versions as { data: { version: string; url: string }[] };
  const details = listed.find((offered) => offered.version === version)?.url ?? "";
  emsp.calledBack.push(await getWith(details, token, version));
  return { data: credentialsOf(emsp, version) };
}

function authorizationOf(emsp: FakeEmsp, version: OcpiVersion): Scripted {
  if (version === "2.1.1") return { data: { allowed: "ALLOWED" } };
  const token = emsp.tokens[0] ?? emspToken("ANY");
  return { data: { allowed: "ALLOWED", token, authorization_reference: "AUTH-1" } };
}

function usual(emsp: FakeEmsp, received: Received): Promise<Scripted> | Scripted {
  const { method, path } = received;
  const shown = received.headers.authorization;
  const [, named, module] = path.split("/");
  const version = emsp.versions.find((offered) => offered === named);
  const isOpen = path === "/versions" || module === undefined || module === "credentials";
  // Raw tokens are taken too, as robust eMSPs do; 2.1.1 takes nothing else.
  const tokens = [emsp.tokenC, ...(isOpen ? [emsp.tokenA] : [])];
  const encoded = version === "2.1.1" ? [] : tokens.map(encode);
  const known = [...encoded, ...tokens.map((token) => `Token ${token}`)];
  if (shown === undefined || !known.includes(shown)) return { http: 401, code: 2000 };
  if (path === "/versions") {
    return { data: emsp.versions.map((at) => ({ version: at, url: `${emsp.url}/${at}` })) };
  }
  if (version === undefined) return { http: method === "POST" ? 201 : 200 };
  if (module === undefined) {
    return { data: { version, endpoints: endpointsAt(emsp.url, version) } };
  }
  if (module === "credentials" && (method === "POST" || method === "PUT")) {
    return register(emsp, received.body, version);
  }
  if (path === `/${version}/tokens`) {
    return { data: version === "2.1.1" ? emsp.tokens.map(inOldForm) : emsp.tokens };
  }
  if (path.endsWith("/authorize")) return authorizationOf(emsp, version);
  return { http: method === "POST" || method === "PUT" ? 201 : 200 };
}

function send(
  emsp: FakeEmsp,
  received: Received,
  response: ServerResponse,
  answer: Scripted,
): void {
  const { http = 200, code = 1000, data } = answer;
  const headers: Record<string, string> = {
    "Content-Type": "application/json",
    "X-Total-Count": String(emsp.tokens.length),
    "X-Request-ID": String(received.headers["x-request-id"] ?? ""),
  };
  if (received.path.endsWith("/cdrs")) headers["Location"] = `${emsp.url}${received.path}/kept`;
  const envelope = { data, status_code: code, timestamp: new Date().toISOString() };
  response.writeHead(http, headers).end(JSON.stringify(envelope));
}

async function receive(
  emsp: FakeEmsp,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? "/", emsp.url);
  const received: Received = {
    method: request.method ?? "",
    path: url.pathname,
    query: url.search,
    headers: request.headers,
    body: await readJson(request),
  };
  emsp.requests.push(received);
  send(emsp, received, response, emsp.script(received) ?? (await usual(emsp, received)));
}

export async function startFakeEmsp(): Promise<FakeEmsp> {
  const server = createServer((request, response) => {
    void receive(emsp, request, response);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const emsp: FakeEmsp = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    versions: ["2.2.1"],
    isScsp: false,
    requests: [],
    calledBack: [],
    tokenA: "TOKEN-A-of-the-test",
    tokenC: "TOKEN-C-of-the-test",
    script: () => undefined,
    tokens: [],
    tokenB: () => {
      const posted = emsp.requests.find(
        ({ path, method }) => path.endsWith("/credentials") && method === "POST",
      );
      return String(posted?.body["token"]);
    },
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    },
  };
  return emsp;
}

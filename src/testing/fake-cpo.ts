import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import type { OcpiVersion } from "@/ocpi/codec";
import { authorizationIn } from "./wire-forms";

/** What the fake CPO was asked. */
export interface RecordedCall {
  readonly method: string;
  readonly path: string;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly token: string;
  readonly body: unknown;
}

/** What it does differently from a well-behaved CPO. */
export interface FakeCpoFaults {
  /** How it wants its token. */
  encoding?: "raw" | "base64";
  versions?: unknown;
  endpoints?: unknown;
  /** Answers of single addresses, by `METHOD /path`, in place of its own. */
  answers?: Record<string, { http: number; body?: unknown; headers?: Record<string, string> }>;
}

interface Answer {
  readonly http: number;
  readonly ocpi: number;
  readonly data?: unknown;
}

const PARTY = { country_code: "NL", party_id: "FKE" };

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

/** Credentials as they go over the wire. */
export interface WireCredentials {
  readonly token: string;
  readonly url: string;
  /** Not in 2.1.1, whose credentials are flat. */
  readonly roles?: readonly unknown[];
  readonly country_code?: string;
  readonly party_id?: string;
  readonly business_details?: { readonly name: string };
}

interface WireVersion {
  readonly version: string;
  readonly url: string;
}

interface WireEndpoint {
  readonly identifier: string;
  readonly role?: string;
  readonly url: string;
}

/** An answer of the eMSP as the fake CPO sees it. */
export interface Seen {
  readonly http: number;
  readonly headers: Headers;
  readonly body: {
    data?: unknown;
    status_code: number;
    status_message?: string;
    timestamp: string;
  };
}

/** A small CPO on loopback that speaks one version, written from its chapters on credentials, versions and tokens. */
export class FakeCpo {
  readonly calls: RecordedCall[] = [];
  readonly tokens = new Map<string, unknown>();
  faults: FakeCpoFaults = {};
  /** Tokens that the eMSP may call with. */
  readonly accepted = new Set<string>();
  isRegistered = false;
  /** What the eMSP's credentials said when it registered here. */
  theirCredentials: WireCredentials | null = null;
  /** The token to call the eMSP with. */
  tokenForThem = "";
  /** What the call-backs of our own open POST saw: one HTTP status each. */
  readonly callbackStatuses: number[] = [];
  /** Runs while a POST or PUT of the eMSP is open, after the call-back. */
  whileOpen: (() => Promise<void>) | null = null;
  /** What a command is answered with (mod_commands, CommandResponse); it may send the result before. */
  onCommand: (kind: string, body: Record<string, unknown>) => Promise<unknown> = async () =>
    this.version === "2.1.1" ? { result: "ACCEPTED" } : { result: "ACCEPTED", timeout: 30 };
  /** Runs before its versions are given: a test may let call-backs wait for each other. */
  beforeVersions: (() => Promise<void>) | null = null;
  origin = "";
  private tokenCount = 0;
  private readonly server = createServer((request, response) => {
    void this.answer(request).then(({ http, body, headers }) => {
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

  /** The path of something of its version. */
  path(below: string): string {
    return `/${this.version}/${below}`;
  }

  get versionsUrl(): string {
    return `${this.origin}/versions`;
  }

  newToken(): string {
    this.tokenCount += 1;
    const token = `fake-cpo-token-${this.tokenCount}-${this.origin.slice(-5)}`;
    this.accepted.add(token);
    return token;
  }

  credentials(token: string): WireCredentials {
    const business_details = { name: "Fake CPO" };
    const same = { token, url: this.versionsUrl };
    if (this.version === "2.1.1") return { ...same, ...PARTY, business_details };
    return { ...same, roles: [{ role: "CPO", ...PARTY, business_details }] };
  }

  /** Calls the eMSP. `token` is sent as the version has it, unless `raw` says whether plain. */
  async call(
    method: string,
    url: string,
    options: {
      token?: string;
      raw?: boolean;
      body?: unknown;
      headers?: Record<string, string>;
    } = {},
  ): Promise<Seen> {
    const { token = this.tokenForThem, raw, body, headers = {} } = options;
    const isRaw = raw ?? this.version === "2.1.1";
    const authorization = authorizationIn(isRaw ? "2.1.1" : "2.2.1", token);
    const response = await fetch(url, {
      method,
      redirect: "error",
      headers: {
        ...(token !== "" && { authorization }),
        ...(body !== undefined && { "content-type": "application/json" }),
        ...headers,
      },
      body: typeof body === "string" || body === undefined ? body : JSON.stringify(body),
    });
    const text = await response.text();
    return {
      http: response.status,
      headers: response.headers,
      body: JSON.parse(text) as Seen["body"],
    };
  }

  /** Registers here at the eMSP, as the Sender of the handshake. Returns the answer to the POST (or PUT). */
  async registerAt(versionsUrl: string, tokenA: string, method = "POST"): Promise<Seen> {
    const versions = await this.call("GET", versionsUrl, { token: tokenA });
    if (versions.http !== 200) return versions;
    const list = versions.body.data as readonly WireVersion[];
    const url = list.find(({ version }) => version === this.version)?.url ?? "";
    const details = await this.call("GET", url, { token: tokenA });
    const { endpoints } = details.body.data as { readonly endpoints: readonly WireEndpoint[] };
    const endpoint = endpoints.find(({ identifier }) => identifier === "credentials");
    const body = this.credentials(this.newToken());
    const answer = await this.call(method, endpoint?.url ?? "", { token: tokenA, body });
    if (answer.http === 200 && answer.body.status_code === 1000) {
      this.tokenForThem = (answer.body.data as WireCredentials).token;
      this.isRegistered = true;
    }
    return answer;
  }

  private readToken(request: IncomingMessage): string {
    const [scheme, value = ""] = (request.headers.authorization ?? "").split(" ");
    if (scheme !== "Token") return "";
    const { encoding = this.version === "2.1.1" ? "raw" : "base64" } = this.faults;
    return encoding === "raw" ? value : Buffer.from(value, "base64").toString("utf8");
  }

  private async answer(
    request: IncomingMessage,
  ): Promise<{ http: number; body: string; headers?: Record<string, string> }> {
    const method = request.method ?? "GET";
    const path = (request.url ?? "/").replace(/\?.*$/, "");
    const text = await readText(request);
    const token = this.readToken(request);
    const body: unknown = text === "" ? null : JSON.parse(text);
    this.calls.push({ method, path: request.url ?? "/", headers: request.headers, token, body });
    const fault = this.faults.answers?.[`${method} ${path}`];
    if (fault) {
      const given = typeof fault.body === "string" ? fault.body : JSON.stringify(fault.body ?? {});
      return { http: fault.http, body: given, headers: fault.headers };
    }
    const answer = this.accepted.has(token)
      ? await this.route(method, path, { token, body })
      : { http: 401, ocpi: 2000 };
    const timestamp = Temporal.Now.instant().toString({ fractionalSecondDigits: 3 });
    const envelope = { data: answer.data, status_code: answer.ocpi, timestamp };
    return { http: answer.http, body: JSON.stringify(envelope) };
  }

  private async route(
    method: string,
    path: string,
    { token, body }: { token: string; body: unknown },
  ): Promise<Answer> {
    const ok = (data?: unknown): Answer => ({ http: 200, ocpi: 1000, data });
    if (path === "/versions") {
      await this.beforeVersions?.();
      return ok(
        this.faults.versions ?? [{ version: this.version, url: `${this.origin}/${this.version}` }],
      );
    }
    if (path === `/${this.version}`) {
      return ok({ version: this.version, endpoints: this.endpoints() });
    }
    if (path === this.path("credentials")) {
      if (method === "POST" && this.isRegistered) return { http: 405, ocpi: 2000 };
      if (method !== "POST" && !this.isRegistered) return { http: 405, ocpi: 2000 };
      if (method === "DELETE") {
        this.isRegistered = false;
        this.accepted.clear();
        return ok();
      }
      return this.takeCredentials(token, body as WireCredentials);
    }
    if (path.startsWith(this.path("tokens/"))) {
      const uid = decodeURIComponent(path.split("/").at(-1) ?? "");
      if (method === "GET") {
        const held = this.tokens.get(uid);
        return held === undefined ? { http: 404, ocpi: 2004 } : ok(held);
      }
      this.tokens.set(uid, body);
      return ok();
    }
    const before = this.path("commands/");
    const command = path.startsWith(before) ? path.slice(before.length) : undefined;
    if (command !== undefined && method === "POST") {
      return ok(await this.onCommand(command, body as Record<string, unknown>));
    }
    return { http: 404, ocpi: 2000 };
  }

  private endpoints(): unknown {
    if (this.faults.endpoints) return this.faults.endpoints;
    const at = (identifier: string, role: string): WireEndpoint => ({
      identifier,
      ...(this.version !== "2.1.1" && { role }),
      url: this.origin + this.path(identifier),
    });
    return [
      at("credentials", "RECEIVER"),
      at("locations", "SENDER"),
      at("cdrs", "SENDER"),
      at("tokens", "RECEIVER"),
      at("commands", "RECEIVER"),
    ];
  }

  /** The Receiver's half of the handshake: calls back with TOKEN_B before it answers with TOKEN_C. */
  private async takeCredentials(oldToken: string, credentials: WireCredentials): Promise<Answer> {
    const { token } = credentials;
    const versions = await this.call("GET", credentials.url, { token });
    this.callbackStatuses.push(versions.http);
    const listed = versions.body.data as readonly WireVersion[];
    const own = listed.find(({ version }) => version === this.version);
    const details = await this.call("GET", own?.url ?? "", { token });
    this.callbackStatuses.push(details.http);
    await this.whileOpen?.();
    this.theirCredentials = credentials;
    this.tokenForThem = token;
    this.isRegistered = true;
    this.accepted.delete(oldToken);
    return { http: 200, ocpi: 1000, data: this.credentials(this.newToken()) };
  }
}

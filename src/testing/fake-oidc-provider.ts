import { createSign, generateKeyPairSync, randomBytes } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

/** What an identity claims of itself (OpenID Connect Core 1.0, 5.1). */
export interface FakeIdentity {
  readonly sub: string;
  readonly email?: string;
  readonly email_verified?: boolean;
  readonly name?: string;
  readonly locale?: string;
}

/** An OpenID provider on loopback that lets everybody in who asks. */
export interface FakeOidcProvider {
  readonly issuer: string;
  /** The person at the provider agrees: where his browser is sent back to. */
  approve(authorizationUrl: string, identity: FakeIdentity): string;
  close(): Promise<void>;
}

const KEY_ID = "fake-1";
const CLIENT = { id: "kvitt", secret: "not-so-secret" };

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");

/**
 * Starts a provider for the client "kvitt" with the secret "not-so-secret" (discovery, token and key endpoints). With a
 * `visitor`, a browser that is sent to it comes back at once as that person.
 */
export async function fakeOidcProvider({
  port = 0,
  visitor,
}: { readonly port?: number; readonly visitor?: FakeIdentity } = {}): Promise<FakeOidcProvider> {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const codes = new Map<string, { readonly identity: FakeIdentity; readonly nonce: string }>();
  let issuer = "";

  const idToken = (code: string): string | undefined => {
    const granted = codes.get(code);
    if (!granted) return undefined;
    codes.delete(code);
    const iat = Math.floor(Date.now() / 1000);
    const { identity, nonce } = granted;
    const claims = { iss: issuer, aud: CLIENT.id, iat, exp: iat + 300, nonce, ...identity };
    const input = `${encode({ alg: "RS256", kid: KEY_ID, typ: "JWT" })}.${encode(claims)}`;
    return `${input}.${createSign("RSA-SHA256").update(input).sign(privateKey, "base64url")}`;
  };

  const answer = async (request: IncomingMessage): Promise<object | undefined> => {
    if (request.url === "/.well-known/openid-configuration") {
      return {
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/jwks`,
        userinfo_endpoint: `${issuer}/userinfo`,
        response_types_supported: ["code"],
        subject_types_supported: ["public"],
        id_token_signing_alg_values_supported: ["RS256"],
      };
    }
    if (request.url === "/jwks") {
      return {
        keys: [{ ...publicKey.export({ format: "jwk" }), kid: KEY_ID, use: "sig", alg: "RS256" }],
      };
    }
    if (request.url !== "/token") return undefined;
    const basic = Buffer.from(`${CLIENT.id}:${CLIENT.secret}`).toString("base64");
    if (request.headers.authorization !== `Basic ${basic}`) return undefined;
    let body = "";
    for await (const chunk of request) body += String(chunk);
    const token = idToken(new URLSearchParams(body).get("code") ?? "");
    return token ? { access_token: "at", token_type: "Bearer", id_token: token } : undefined;
  };

  const approve = (authorizationUrl: string, identity: FakeIdentity): string => {
    const asked = new URL(authorizationUrl).searchParams;
    const code = randomBytes(12).toString("hex");
    codes.set(code, { identity, nonce: asked.get("nonce") ?? "" });
    const back = new URL(asked.get("redirect_uri") ?? "");
    back.search = new URLSearchParams({ code, state: asked.get("state") ?? "" }).toString();
    return back.toString();
  };

  const server = createServer((request, response) => {
    if (visitor && request.url?.startsWith("/authorize?")) {
      response.writeHead(302, { location: approve(`${issuer}${request.url}`, visitor) }).end();
      return;
    }
    void answer(request).then((found) => {
      response.writeHead(found ? 200 : 400, { "content-type": "application/json" });
      response.end(JSON.stringify(found ?? { error: "invalid_request" }));
    });
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    issuer,
    approve,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        // Whoever asked keeps its connection open for a while.
        server.closeAllConnections();
      }),
  };
}

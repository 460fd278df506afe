import {
  createDecipheriv,
  createECDH,
  createPublicKey,
  hkdfSync,
  randomBytes,
  verify,
} from "node:crypto";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

/** A push as a browser would get it, and how it was handed in. */
export interface ReceivedPush {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** Opened with the browser's key. */
  readonly text: Readonly<Record<string, string>>;
  /** The claims of our signature, checked against the key that it names. */
  readonly claims: Readonly<Record<string, unknown>>;
  readonly signedBy: string;
}

/** A browser with keys of its own, told through a push service on loopback. */
export interface FakePushService {
  readonly endpoint: string;
  readonly p256dh: string;
  readonly auth: string;
  readonly received: readonly ReceivedPush[];
  /** What the service answers from now on. */
  answerWith(status: number): void;
  close(): Promise<void>;
}

/** Opens a push service that opens what it gets, by RFC 8030, 8188, 8291 and 8292, written apart from the product. */
export async function openFakePushService(): Promise<FakePushService> {
  const curve = createECDH("prime256v1");
  const publicKey = curve.generateKeys();
  const auth = randomBytes(16);
  const received: ReceivedPush[] = [];
  let status = 201;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      if (status === 201) {
        const text = open(Buffer.concat(chunks), { curve, publicKey, auth });
        const signature = readSignature(request.headers.authorization ?? "");
        const { url: path = "", headers } = request;
        received.push({ path, headers, text, ...signature });
      }
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}/push/${randomBytes(8).toString("hex")}`,
    p256dh: publicKey.toString("base64url"),
    auth: auth.toString("base64url"),
    received,
    answerWith: (next) => {
      status = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

interface BrowserKeys {
  readonly curve: ReturnType<typeof createECDH>;
  readonly publicKey: Buffer;
  readonly auth: Buffer;
}

/** RFC 8291, 3.4 and RFC 8188, 2: salt (16), record size (4), key length (1), our public key, the one record. */
function open(body: Buffer, { curve, publicKey, auth }: BrowserKeys): Record<string, string> {
  const salt = body.subarray(0, 16);
  const keyLength = body[20] ?? 0;
  const theirs = body.subarray(21, 21 + keyLength);
  const sealed = body.subarray(21 + keyLength);
  const info = Buffer.concat([Buffer.from("WebPush: info\0"), publicKey, theirs]);
  const input = hkdf(curve.computeSecret(theirs), { salt: auth, info, length: 32 });
  const key = hkdf(input, { salt, info: "Content-Encoding: aes128gcm\0", length: 16 });
  const nonce = hkdf(input, { salt, info: "Content-Encoding: nonce\0", length: 12 });
  const decipher = createDecipheriv("aes-128-gcm", key, nonce);
  decipher.setAuthTag(sealed.subarray(-16));
  const plain = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
  // The last record is padded with 2 and zeros.
  const end = plain.lastIndexOf(2);
  return JSON.parse(plain.subarray(0, end).toString("utf8")) as Record<string, string>;
}

function hkdf(
  input: Buffer,
  { salt, info, length }: { salt: Buffer; info: string | Buffer; length: number },
): Buffer {
  return Buffer.from(hkdfSync("sha256", input, salt, info, length));
}

/** RFC 8292, 3: `vapid t=<JWT>, k=<public key>`; the JWT by ES256 (RFC 7515). */
function readSignature(authorization: string): Pick<ReceivedPush, "claims" | "signedBy"> {
  const { t = "", k = "" } = /^vapid t=(?<t>[^,]+), k=(?<k>\S+)$/.exec(authorization)?.groups ?? {};
  const [head = "", claims = "", signature = ""] = t.split(".");
  const point = Buffer.from(k, "base64url");
  const jwk = {
    kty: "EC",
    crv: "P-256",
    x: point.subarray(1, 33).toString("base64url"),
    y: point.subarray(33, 65).toString("base64url"),
  };
  const isSound = verify(
    "sha256",
    Buffer.from(`${head}.${claims}`),
    { key: createPublicKey({ key: jwk, format: "jwk" }), dsaEncoding: "ieee-p1363" },
    Buffer.from(signature, "base64url"),
  );
  if (!isSound) throw new Error("the signature is not by the key that it names");
  return {
    claims: JSON.parse(Buffer.from(claims, "base64url").toString("utf8")) as Record<
      string,
      unknown
    >,
    signedBy: k,
  };
}

import { createECDH, hkdfSync } from "node:crypto";

/** The keys by which push services know us (RFC 8292): an uncompressed point and a scalar of P-256, base64url. */
export interface VapidKeys {
  readonly publicKey: string;
  readonly privateKey: string;
}

/** The order of P-256 (FIPS 186-5, NIST SP 800-186). */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const INFO = "kvitt web push vapid p256 1";

interface VapidSettings {
  readonly WEB_PUSH_PUBLIC_KEY?: string | undefined;
  readonly WEB_PUSH_PRIVATE_KEY?: string | undefined;
}

/**
 * The keys that the settings name, else keys derived from the house's secret, the same at each start: with others, every
 * browser would have to ask anew. HKDF-SHA256 (RFC 5869) gives 64 bits more than the order has, so that the rest is even
 * (FIPS 186-5, A.2.1).
 */
export function vapidKeys(secretKey: Uint8Array, settings: VapidSettings = {}): VapidKeys {
  const { WEB_PUSH_PUBLIC_KEY: publicKey, WEB_PUSH_PRIVATE_KEY: privateKey } = settings;
  if (publicKey !== undefined && privateKey !== undefined) return { publicKey, privateKey };
  const bytes = Buffer.from(hkdfSync("sha256", secretKey, new Uint8Array(), INFO, 40));
  const scalar = (BigInt(`0x${bytes.toString("hex")}`) % (ORDER - 1n)) + 1n;
  const secret = Buffer.from(scalar.toString(16).padStart(64, "0"), "hex");
  const curve = createECDH("prime256v1");
  curve.setPrivateKey(secret);
  return {
    publicKey: curve.getPublicKey().toString("base64url"),
    privateKey: secret.toString("base64url"),
  };
}

import { createHash, randomBytes } from "node:crypto";
import { readEnv, requireSetting } from "@/config/env";
import { signInTokens } from "@/db/schema/users";
import { webRuntime } from "./runtime";
import { EMAIL_PROVIDER, signInPaths } from "./sign-in-settings";

/** A link that signs somebody in, once. */
export interface MintedLink {
  /** A whole address: it holds the secret. */
  readonly url: string;
  /** Names the link without giving it away. */
  readonly tokenHash: string;
  readonly expiresAt: Temporal.Instant;
}

/**
 * Makes a sign-in link as next-auth makes its own: a random token, of which the database keeps the hash with our secret.
 * `maxAgeS` is how long it holds, in seconds; `marks` stand in its address.
 */
export async function mintLink(
  email: string,
  maxAgeS: number,
  marks: Readonly<Record<string, string>> = {},
): Promise<MintedLink> {
  const token = randomBytes(32).toString("hex");
  const hash = createHash("sha256").update(`${token}${requireSetting("AUTH_SECRET")}`);
  const expires = new Date(Date.now() + maxAgeS * 1000);
  await webRuntime()
    .pool.db.insert(signInTokens)
    .values({ identifier: email, token: hash.digest("hex"), expires });
  const home = readEnv().AUTH_URL;
  const query = new URLSearchParams({ callbackUrl: home, token, email, ...marks });
  const path = `${signInPaths.api}/callback/${EMAIL_PROVIDER}?${query.toString()}`;
  return {
    url: new URL(path, home).toString(),
    tokenHash: createHash("sha256").update(token).digest("hex"),
    expiresAt: Temporal.Instant.fromEpochMilliseconds(expires.getTime()),
  };
}

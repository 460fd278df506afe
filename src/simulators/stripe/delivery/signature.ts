import { createHmac } from "node:crypto";

/** Stripe's signature header: `t=…,v1=…`, one `v1` for each secret that is valid now. */
export function signatureHeader(
  payload: string,
  secrets: readonly string[],
  timestampS: number,
): string {
  const signatures = secrets.map(
    (secret) =>
      `v1=${createHmac("sha256", secret).update(`${timestampS}.${payload}`).digest("hex")}`,
  );
  return [`t=${timestampS}`, ...signatures].join(",");
}

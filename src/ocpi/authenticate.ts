import { timingSafeEqual } from "node:crypto";
import type { Runtime } from "@/services/context";
import { findPartnerByToken, type PartnerOfToken } from "@/services/partners/find-partner-by-token";
import { digestToken } from "@/services/partners/partner-token";

/** OCPI allows 64 characters; twice base64-encoded, with room to spare. */
const LONGEST = 512;

/**
 * What the token in `Authorization` may mean, the likeliest first: exactly as written (a raw token can look like
 * base64), then decoded from base64, then without the line end that `echo token | base64` adds.
 * OCPI 2.2.1 transport_and_format, Authorization header.
 */
export function tokenCandidates(header: string | null): readonly string[] {
  const match = /^Token +(\S+) *$/i.exec(header?.trim() ?? "");
  const raw = match?.[1];
  if (raw === undefined || raw.length > LONGEST) return [];
  const candidates = [raw];
  if (/^[A-Za-z0-9+/]+={0,2}$/.test(raw)) {
    const decoded = Buffer.from(raw, "base64").toString("utf8");
    candidates.push(decoded, decoded.replace(/[\r\n]+$/, ""));
  }
  return [...new Set(candidates)].filter((candidate) => candidate !== "");
}

/** A caller with the token it presented, as decoded: its credentials are answered with it. */
export interface Caller extends PartnerOfToken {
  readonly presentedToken: string;
}

/**
 * Who calls; null when the token is missing, unknown or dead. Only digests are compared, so that how long it takes to
 * find one says nothing of the token.
 */
export async function authenticate(
  runtime: Runtime,
  header: string | null,
): Promise<Caller | null> {
  const candidates = tokenCandidates(header);
  const digests = candidates.map(digestToken);
  const found = await findPartnerByToken(runtime, digests);
  if (!found) return null;
  const index = digests.findIndex((digest) => timingSafeEqual(digest, found.tokenSha256));
  return { ...found, presentedToken: candidates[index] ?? "" };
}

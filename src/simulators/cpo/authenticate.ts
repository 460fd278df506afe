import { timingSafeEqual } from "node:crypto";
import type { Cpo } from "./cpo";
import type { OcpiVersion } from "./ocpi-version";
import { fromAuthorization, fromRawAuthorization } from "./tokens-of-credentials";

export interface Caller {
  token: string;
  isTokenA: boolean;
  /** The token was shown as it is, not in base64. */
  isRaw: boolean;
}

function isSame(left: string, right: string | null | undefined): boolean {
  if (right === null || right === undefined) return false;
  const [one, other] = [Buffer.from(left), Buffer.from(right)];
  return one.length === other.length && timingSafeEqual(one, other);
}

function recognize(cpo: Cpo, token: string): Omit<Caller, "isRaw"> | null {
  const { progress } = cpo.state;
  const { registration, pendingOurToken } = progress.value;
  if (isSame(token, registration?.ourToken)) {
    // The token before a rotation dies when the new one is used.
    if (registration !== null && registration.previousOurToken !== null) {
      progress.update({ registration: { ...registration, previousOurToken: null } });
    }
    return { token, isTokenA: false };
  }
  if (isSame(token, registration?.previousOurToken) || isSame(token, pendingOurToken)) {
    return { token, isTokenA: false };
  }
  const isWaiting = cpo.configuration.emspVersionsUrl === null;
  return isWaiting && isSame(token, cpo.configuration.tokenA) ? { token, isTokenA: true } : null;
}

/**
 * Who calls, by the token of the Authorization header: raw in 2.1.1, base64 in later versions, either on the list of
 * versions when 2.1.1 is on it. Null when no token of ours is shown. 2.1.1 takes base64 too, as mixed partners send it.
 */
export function authenticate(
  cpo: Cpo,
  header: string | undefined,
  version: OcpiVersion | null,
): Caller | null {
  const mayBeRaw =
    version === "2.1.1" || (version === null && cpo.configuration.versions.includes("2.1.1"));
  // The raw reading first: a raw token can look like base64.
  const raw = mayBeRaw ? fromRawAuthorization(header) : null;
  const byRaw = raw === null ? null : recognize(cpo, raw);
  if (byRaw !== null) return { ...byRaw, isRaw: true };
  const decoded = fromAuthorization(header);
  const byDecoded = decoded === null ? null : recognize(cpo, decoded);
  return byDecoded === null ? null : { ...byDecoded, isRaw: false };
}

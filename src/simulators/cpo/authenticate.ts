import { timingSafeEqual } from "node:crypto";
import type { Cpo } from "./cpo";
import { fromAuthorization } from "./tokens-of-credentials";

export interface Caller {
  token: string;
  isTokenA: boolean;
}

function isSame(left: string, right: string | null | undefined): boolean {
  if (right === null || right === undefined) return false;
  const [one, other] = [Buffer.from(left), Buffer.from(right)];
  return one.length === other.length && timingSafeEqual(one, other);
}

/** Who calls, by the base64 token of the Authorization header; null when no token of ours is shown. */
export function authenticate(cpo: Cpo, header: string | undefined): Caller | null {
  const token = fromAuthorization(header);
  if (token === null) return null;
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

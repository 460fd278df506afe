import { type Answer, callOcpi, describe, findTarget, joinUrl } from "./client";
import { type Cpo, complain, noteRefusal, versionOf } from "./cpo";
import type { AuthMethod, CdrToken } from "./ocpi-objects";
import type { Place } from "./places";
import { findToken } from "./token-store";
import { findViolations } from "./validate-object";

/** Whether the token may charge here, and how that became known. */
export type Authorization =
  | { isAllowed: true; method: AuthMethod; reference?: string | undefined }
  | { isAllowed: false; reason: string };

/** Real-time authorization (mod_tokens, POST); null when there is nobody to ask. */
export async function askEmsp(
  cpo: Cpo,
  token: { uid: string; type: string },
  place: Place,
): Promise<Answer | null> {
  const target = findTarget(cpo, "tokens", "SENDER");
  if (target === null) return null;
  const url = joinUrl(target.url, token.uid, "authorize");
  return await callOcpi(cpo, {
    method: "POST",
    url: `${url}?type=${encodeURIComponent(token.type)}`,
    token: target.token,
    to: target.to,
    body: { location_id: place.location.id, evse_uids: [place.evse.uid] },
  });
}

function readAuthorization(cpo: Cpo, answer: Answer): Authorization {
  if (answer.outcome !== "accepted") return { isAllowed: false, reason: describe(answer) };
  const problems = findViolations("AuthorizationInfo", answer.data, { version: versionOf(cpo) });
  if (problems.length > 0) complain(cpo, `authorize: ${problems.join("; ")}`);
  const info = typeof answer.data === "object" && answer.data !== null ? answer.data : {};
  const allowed: unknown = Reflect.get(info, "allowed");
  if (allowed !== "ALLOWED") return { isAllowed: false, reason: String(allowed) };
  const reference: unknown = Reflect.get(info, "authorization_reference");
  return {
    isAllowed: true,
    method: "AUTH_REQUEST",
    reference: typeof reference === "string" ? reference : undefined,
  };
}

/**
 * Decides by the token's whitelist as mod_tokens (WhitelistType) says: ALWAYS and a valid ALLOWED without asking, all
 * else and every unknown token in real time; ALLOWED_OFFLINE may charge when no answer comes.
 */
export async function authorize(cpo: Cpo, token: CdrToken, place: Place): Promise<Authorization> {
  const known = findToken(cpo, token);
  const onList: Authorization = { isAllowed: true, method: "WHITELIST" };
  if (known?.whitelist === "ALWAYS") {
    return known.valid ? onList : { isAllowed: false, reason: "the token is not valid" };
  }
  if (known?.whitelist === "ALLOWED" && known.valid) return onList;
  const answer = await askEmsp(cpo, token, place);
  const isOffline = answer === null || answer.outcome === "unreachable";
  if (isOffline && known?.whitelist === "ALLOWED_OFFLINE" && known.valid) return onList;
  const decision: Authorization =
    answer === null
      ? { isAllowed: false, reason: "the eMSP can't be asked" }
      : readAuthorization(cpo, answer);
  if (!decision.isAllowed) {
    noteRefusal(cpo, `token ${token.uid} at ${place.evse.uid}: ${decision.reason}`);
  }
  return decision;
}

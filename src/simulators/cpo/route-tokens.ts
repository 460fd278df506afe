import { type Cpo, complain } from "./cpo";
import {
  accept,
  type Exchange,
  METHOD_NOT_ALLOWED,
  NOT_FOUND,
  reject,
  type Reply,
} from "./exchange";
import { findToken, isToken, keepToken } from "./token-store";
import { findViolations } from "./validate-object";

function isPartnersParty(cpo: Cpo, country: string, party: string): boolean {
  const roles = cpo.state.progress.value.registration?.roles ?? [];
  return roles.some(
    (role) =>
      role.country_code.toUpperCase() === country.toUpperCase() &&
      role.party_id.toUpperCase() === party.toUpperCase(),
  );
}

function refuse(cpo: Cpo, problems: string[]): Reply {
  complain(cpo, `tokens: ${problems.join("; ")}`);
  return reject(2001, problems.join("; "));
}

function putToken(cpo: Cpo, body: unknown, uid: string, type: string): Reply {
  if (!isToken(body)) return refuse(cpo, findViolations("Token", body));
  if (body.uid.toUpperCase() !== uid.toUpperCase() || body.type !== type) {
    return refuse(cpo, ["the uid or type in the URL is not the one in the body"]);
  }
  return accept(undefined, keepToken(cpo, body) ? 201 : 200);
}

function patchToken(cpo: Cpo, body: unknown, uid: string, type: string): Reply {
  const known = findToken(cpo, { uid, type });
  if (known === undefined) return reject(2004, "unknown token", 404);
  const problems = findViolations("Token", body, { isPartial: true });
  const merged: unknown = { ...known, ...(typeof body === "object" ? body : {}) };
  if (problems.length > 0 || !isToken(merged)) return refuse(cpo, problems);
  keepToken(cpo, merged);
  return accept();
}

/** tokens, Receiver: `{country_code}/{party_id}/{token_uid}?type=`, GET PUT PATCH; the type is RFID when omitted. */
export function tokensRoute({ cpo, method, path, query, body }: Exchange): Reply {
  const [country, party, uid] = path;
  if (country === undefined || party === undefined || uid === undefined || path.length > 3) {
    return NOT_FOUND;
  }
  if (!isPartnersParty(cpo, country, party)) return reject(2000, "this party is not yours", 404);
  const type = query.get("type") ?? "RFID";
  if (method === "PUT") return putToken(cpo, body, uid, type);
  if (method === "PATCH") return patchToken(cpo, body, uid, type);
  if (method !== "GET") return METHOD_NOT_ALLOWED;
  const known = findToken(cpo, { uid, type });
  return known === undefined ? reject(2004, "unknown token", 404) : accept(known);
}

import { type Cpo, complain } from "./cpo";
import {
  accept,
  type Exchange,
  METHOD_NOT_ALLOWED,
  NOT_FOUND,
  reject,
  type Reply,
} from "./exchange";
import type { Party, Token } from "./ocpi-objects";
import { readToken } from "./read-objects";
import { findToken, keepToken } from "./token-store";
import { findViolations } from "./validate-object";
import { writerOf } from "./writers";

function isPartnersParty(cpo: Cpo, country: string, party: string): boolean {
  const roles = cpo.state.progress.value.registration?.roles ?? [];
  return roles.some(
    (role) =>
      role.country_code.toUpperCase() === country.toUpperCase() &&
      role.party_id.toUpperCase() === party.toUpperCase(),
  );
}

/** A token as the URL names it; no type means RFID, and in 2.1.1, whose URLs have none, any. */
interface Address extends Party {
  uid: string;
  types: readonly string[];
}

function find(cpo: Cpo, { uid, types }: Address): Token | undefined {
  for (const type of types) {
    const found = findToken(cpo, { uid, type });
    if (found !== undefined) return found;
  }
  return undefined;
}

function refuse(cpo: Cpo, problems: string[]): Reply {
  complain(cpo, `tokens: ${problems.join("; ")}`);
  return reject(2001, problems.join("; "));
}

function putToken({ cpo, version, body }: Exchange, at: Address): Reply {
  const read = readToken(version, body, at);
  if (!read.ok) return refuse(cpo, read.problems);
  const { uid, type } = read.object;
  if (uid.toUpperCase() !== at.uid.toUpperCase() || !at.types.includes(type)) {
    return refuse(cpo, ["the uid or type in the URL is not the one in the body"]);
  }
  return accept(undefined, keepToken(cpo, read.object) ? 201 : 200);
}

function patchToken({ cpo, version, body }: Exchange, at: Address): Reply {
  const known = find(cpo, at);
  if (known === undefined) return reject(2004, "unknown token", 404);
  const problems = findViolations("Token", body, { isPartial: true, version });
  if (problems.length > 0) return refuse(cpo, problems);
  const change = typeof body === "object" ? body : {};
  const merged = { ...writerOf(cpo, version).token(known), ...change };
  const read = readToken(version, merged, at);
  if (!read.ok) return refuse(cpo, read.problems);
  keepToken(cpo, read.object);
  return accept();
}

/** tokens, Receiver: `{country_code}/{party_id}/{token_uid}?type=`, GET PUT PATCH. */
export function tokensRoute(exchange: Exchange): Reply {
  const { cpo, method, path, query, version } = exchange;
  const [country, party, uid] = path;
  if (country === undefined || party === undefined || uid === undefined || path.length > 3) {
    return NOT_FOUND;
  }
  if (!isPartnersParty(cpo, country, party)) return reject(2000, "this party is not yours", 404);
  const named = query.get("type");
  const usual = version === "2.1.1" ? ["RFID", "OTHER"] : ["RFID"];
  const types = named === null ? usual : [named];
  const at = { country_code: country, party_id: party, uid, types };
  if (method === "PUT") return putToken(exchange, at);
  if (method === "PATCH") return patchToken(exchange, at);
  if (method !== "GET") return METHOD_NOT_ALLOWED;
  const known = find(cpo, at);
  return known === undefined
    ? reject(2004, "unknown token", 404)
    : accept(writerOf(cpo, version).token(known));
}

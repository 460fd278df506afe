import { type Cpo, ownCredentials } from "./cpo";
import { discover } from "./discover";
import {
  accept,
  type Exchange,
  METHOD_NOT_ALLOWED,
  NOT_FOUND,
  reject,
  type Reply,
} from "./exchange";
import { formatMillis } from "./instants";
import type { Credentials } from "./ocpi-objects";
import type { OcpiVersion } from "./ocpi-version";
import { readCredentials } from "./read-objects";
import { markAllPending, type Registration } from "./state";
import { createToken } from "./tokens-of-credentials";
import { adoptVersion } from "./version-switch";
import { writerOf } from "./writers";

/** Reads the eMSP's endpoints with its token while its request is open, then gives it a new token of ours. */
async function exchangeTokens(
  cpo: Cpo,
  version: OcpiVersion,
  theirs: Credentials,
  former: Registration | null,
): Promise<Reply> {
  const found = await discover(cpo, {
    versionsUrl: theirs.url,
    token: theirs.token,
    versions: [version],
  });
  if (!found.ok) return reject(found.code, found.reason);
  const ourToken = createToken();
  cpo.state.progress.update({
    pendingOurToken: null,
    registration: {
      role: former?.role ?? "RECEIVER",
      version,
      theirToken: theirs.token,
      ourToken,
      previousOurToken: former?.ourToken ?? null,
      versionsUrl: theirs.url,
      endpoints: found.endpoints,
      roles: theirs.roles,
      registeredAt: former?.registeredAt ?? formatMillis(cpo.clock.nowMs()),
    },
  });
  if (former === null) markAllPending(cpo.state);
  else adoptVersion(cpo, former.version);
  cpo.log(former === null ? "registered by the eMSP" : "the eMSP renewed its credentials");
  return accept(writerOf(cpo, version).credentials(ownCredentials(cpo, ourToken)));
}

/**
 * credentials, GET POST PUT DELETE: POST only before and PUT and DELETE only after a registration, else HTTP 405. A PUT to
 * another version than the one registered switches to it.
 */
export async function credentialsRoute(exchange: Exchange): Promise<Reply> {
  const { cpo, method, path, body, isTokenA, token, version } = exchange;
  if (path.length > 0) return NOT_FOUND;
  const { registration } = cpo.state.progress.value;
  if (method === "GET")
    return accept(writerOf(cpo, version).credentials(ownCredentials(cpo, token)));
  if (method === "DELETE") {
    if (registration === null || isTokenA) return METHOD_NOT_ALLOWED;
    cpo.state.progress.update({ registration: null });
    cpo.log("unregistered by the eMSP");
    return accept();
  }
  if (method !== "POST" && method !== "PUT") return METHOD_NOT_ALLOWED;
  const isNew = registration === null && isTokenA;
  if (isNew !== (method === "POST")) return METHOD_NOT_ALLOWED;
  const read = readCredentials(version, body);
  return read.ok
    ? await exchangeTokens(cpo, version, read.object, registration)
    : reject(2001, read.problems.join("; "));
}

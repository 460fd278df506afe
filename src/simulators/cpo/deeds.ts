import { askEmsp } from "./authorize";
import { type Answer, callOcpi, describe, findTarget } from "./client";
import { type Cpo, locationsOf } from "./cpo";
import { locationsToPush, putObject, tariffsToPush } from "./deliveries";
import { discover } from "./discover";
import { type EvseStatus, showStatus } from "./evse-status";
import { findPlace, type Place } from "./places";
import { sendCdr } from "./send-cdr";
import { PENDING } from "./state";
import { pullTokens } from "./token-store";

/** One thing done at the eMSP on demand: whether it went as it should, and what was answered. */
export interface Deed {
  name: string;
  ok: boolean;
  answer: string;
}

function deed(name: string, ok: boolean, answer: string): Deed {
  return { name, ok, answer };
}

function notOffered(name: string): Deed {
  return deed(name, false, "the eMSP does not offer it, or we are not registered");
}

/** Reads the eMSP's versions and the details of the version agreed on. */
export async function readVersions(cpo: Cpo): Promise<Deed> {
  const { registration } = cpo.state.progress.value;
  if (registration === null) return notOffered("read-versions");
  const { versionsUrl, theirToken: token, version } = registration;
  const found = await discover(cpo, { versionsUrl, token, versions: [version] });
  return found.ok
    ? deed("read-versions", true, `${found.version}, ${found.endpoints.length} endpoints`)
    : deed("read-versions", false, found.reason);
}

/** Reads the eMSP's list of tokens in pages of `limit`. */
export async function readTokens(cpo: Cpo, limit: number): Promise<Deed> {
  const { pages, tokens, problem } = await pullTokens(cpo, limit);
  return deed("read-tokens", problem === null, problem ?? `${tokens} tokens on ${pages} pages`);
}

/** Asks in real time about a token. `isKnown`: the eMSP should know it; else it should say that it does not. */
export async function askAboutToken(
  cpo: Cpo,
  token: { uid: string; type: string },
  isKnown: boolean,
): Promise<Deed> {
  const name = isKnown ? "authorize-known" : "authorize-unknown";
  const place = anyPlace(cpo);
  const answer = place === null ? null : await askEmsp(cpo, token, place);
  if (answer === null) return notOffered(name);
  const isRefused = answer.http === 404 && answer.code === 2004;
  return deed(name, isKnown ? answer.outcome === "accepted" : isRefused, describe(answer));
}

function anyPlace(cpo: Cpo): Place | null {
  const locations = locationsOf(cpo);
  return findPlace(locations, { locationId: locations[0]?.id ?? "" });
}

/** PUTs a tariff as it stands; the first one unless named. */
export async function pushTariff(cpo: Cpo, id?: string): Promise<Deed> {
  const named = id ?? cpo.state.tariffs.all()[0]?.object.id;
  if (named === undefined || cpo.state.tariffs.get(named) === undefined) {
    return deed("push-tariff", false, "no such tariff");
  }
  const { state, answer } = await putObject(cpo, tariffsToPush(cpo), named);
  return deed("push-tariff", state === "delivered", answer ?? "not sent");
}

/** PUTs a location as it stands; the first one unless named. */
export async function pushLocation(cpo: Cpo, id?: string): Promise<Deed> {
  const named = id ?? locationsOf(cpo)[0]?.id;
  if (named === undefined || cpo.state.locations.get(named) === undefined) {
    return deed("push-location", false, "no such location");
  }
  const { state, answer } = await putObject(cpo, locationsToPush(cpo), named);
  return deed("push-location", state === "delivered", answer ?? "not sent");
}

/** PATCHes the status of an EVSE that nobody charges at; the first one unless named. */
export async function pushStatus(
  cpo: Cpo,
  ids: { locationId?: string | undefined; evseUid?: string | undefined },
  status: EvseStatus,
): Promise<Deed> {
  const locations = locationsOf(cpo);
  const { evseUid } = ids;
  const place = findPlace(locations, {
    locationId: ids.locationId ?? locations[0]?.id ?? "",
    evseUid,
  });
  if (place === null) return deed("push-status", false, "no such EVSE, or none is free");
  const at = { locationId: place.location.id, evseUid: place.evse.uid };
  await showStatus(cpo, at, status);
  const delivery = cpo.state.locations.get(at.locationId)?.delivery ?? PENDING;
  return deed("push-status", delivery.state === "delivered", `${at.evseUid} ${status}`);
}

/** GETs a CDR from the address that the eMSP gave when it took it. */
export async function readCdrBack(cpo: Cpo, id: string): Promise<Deed> {
  const stored = cpo.state.cdrs.get(id);
  const target = findTarget(cpo, "cdrs", "RECEIVER");
  if (stored === undefined) return deed("read-cdr", false, "no such CDR");
  if (target === null) return notOffered("read-cdr");
  if (stored.url === null) return deed("read-cdr", false, "there was no Location header");
  const { token, to } = target;
  const answer = await callOcpi(cpo, { method: "GET", url: stored.url, token, to });
  return deed("read-cdr", isSameCdr(answer, id), describe(answer));
}

function isSameCdr(answer: Answer, id: string): boolean {
  const { data } = answer;
  const isObject = typeof data === "object" && data !== null;
  return answer.outcome === "accepted" && isObject && Reflect.get(data, "id") === id;
}

/** POSTs a CDR that the eMSP has once more, as it was. */
export async function replayCdr(cpo: Cpo, id: string): Promise<Deed> {
  const stored = cpo.state.cdrs.get(id);
  if (stored === undefined) return deed("replay-cdr", false, "no such CDR");
  const { cdrs } = cpo.state;
  cdrs.save(id, { ...stored, copiesToSend: 1, delivery: { ...stored.delivery, state: "pending" } });
  await sendCdr(cpo, id);
  const { state, answer } = cdrs.get(id)?.delivery ?? PENDING;
  return deed("replay-cdr", state === "delivered", answer ?? "not sent");
}

import { playOrder } from "./control-session";
import { type Cpo, versionOf } from "./cpo";
import {
  askAboutToken,
  type Deed,
  pushLocation,
  pushStatus,
  pushTariff,
  readCdrBack,
  readTokens,
  readVersions,
  replayCdr,
} from "./deeds";
import { isBusy } from "./live-session";
import type { CdrToken } from "./ocpi-objects";
import { renewCredentials } from "./renew-credentials";
import { toCdrToken } from "./token-store";

/** A uid that no eMSP has. */
const UNKNOWN_UID = "DEADBEEF00C0DE";

/** How it went: what was done, in order, and the CDR that came of it. */
export interface Certification {
  version: string;
  deeds: Deed[];
  sessionId: string | null;
  cdrId: string | null;
}

const LOOK_EVERY_MS = 250;
/** How long the CDR may take once its session is over. */
const PATIENCE_MS = 60_000;

/** A token of the eMSP's that is valid and does not charge now. */
function freeToken(cpo: Cpo): CdrToken | null {
  const valid = cpo.state.tokens
    .all()
    .filter(({ token }) => token.valid && token.type === "RFID")
    .map(({ token }) => toCdrToken(token));
  return valid.find((token) => !isBusy(cpo, { token })) ?? null;
}

async function waitFor(cpo: Cpo, isThere: () => boolean, patienceMs: number): Promise<boolean> {
  const untilMs = cpo.clock.nowMs() + patienceMs;
  while (!isThere() && cpo.clock.nowMs() < untilMs && !cpo.signal.aborted) {
    await cpo.clock.waitUntil(cpo.clock.nowMs() + LOOK_EVERY_MS);
  }
  return isThere();
}

/** A session of so many seconds with its begin, its course, its end and its CDR, each told as it happens. */
async function liveThrough(
  cpo: Cpo,
  token: CdrToken,
  seconds: number,
): Promise<{ deed: Deed; sessionId: string | null; cdrId: string | null }> {
  const { body } = await playOrder(cpo, {
    token_uid: token.uid,
    charging_minutes: 0,
    live_seconds: seconds,
    authorize: false,
  });
  const sessionId: unknown = Reflect.get(body, "session_id");
  const cdrId: unknown = Reflect.get(body, "cdr_id");
  if (typeof sessionId !== "string" || typeof cdrId !== "string") {
    const answer = String(Reflect.get(body, "error"));
    return { deed: { name: "session-and-cdr", ok: false, answer }, sessionId: null, cdrId: null };
  }
  const isTaken = () => cpo.state.cdrs.get(cdrId)?.delivery.state === "delivered";
  const ok = await waitFor(cpo, isTaken, seconds * 1000 + PATIENCE_MS);
  const answer = cpo.state.cdrs.get(cdrId)?.delivery.answer ?? "no CDR";
  return { deed: { name: "session-and-cdr", ok, answer }, sessionId, cdrId };
}

async function renew(cpo: Cpo): Promise<Deed> {
  const problem = await renewCredentials(cpo);
  return {
    name: "renew-credentials",
    ok: problem === null,
    answer: problem ?? "the tokens are new",
  };
}

/**
 * Does once what an eMSP wants to see of a new CPO: versions, renewed credentials, tokens in pages, authorization of a
 * token that is known and one that is not, tariff, location, status, a session with its CDR, the CDR read back and sent
 * again. Goes on where something fails.
 */
export async function certify(cpo: Cpo, liveSeconds: number): Promise<Certification> {
  const deeds: Deed[] = [await readVersions(cpo), await renew(cpo), await readTokens(cpo, 1)];
  deeds.push(await pushTariff(cpo), await pushLocation(cpo));
  // The first EVSE that is free is told to be so.
  deeds.push(await pushStatus(cpo, {}, "AVAILABLE"));
  deeds.push(await askAboutToken(cpo, { uid: UNKNOWN_UID, type: "RFID" }, false));
  await waitFor(cpo, () => freeToken(cpo) !== null, PATIENCE_MS);
  const token = freeToken(cpo);
  const version = versionOf(cpo);
  if (token === null) {
    deeds.push({ name: "authorize-known", ok: false, answer: "no token of theirs is free" });
    return { version, deeds, sessionId: null, cdrId: null };
  }
  deeds.push(await askAboutToken(cpo, token, true));
  const { deed, sessionId, cdrId } = await liveThrough(cpo, token, liveSeconds);
  deeds.push(deed);
  if (cdrId !== null) deeds.push(await readCdrBack(cpo, cdrId), await replayCdr(cpo, cdrId));
  return { version, deeds, sessionId, cdrId };
}

import { callOcpi, describe } from "./client";
import { type Cpo, noteRefusal, ownCredentials } from "./cpo";
import { discover } from "./discover";
import { formatMillis } from "./instants";
import { readCredentials } from "./read-objects";
import { markAllPending } from "./state";
import { createToken } from "./tokens-of-credentials";
import { writerOf } from "./writers";

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 5_000;

/** One attempt: versions, details, TOKEN_B made active, POST of our credentials. True once we hold TOKEN_C. */
async function attempt(cpo: Cpo, versionsUrl: string): Promise<boolean> {
  const { progress } = cpo.state;
  const { tokenA, versions } = cpo.configuration;
  const found = await discover(cpo, { versionsUrl, token: tokenA, versions });
  if (!found.ok) {
    cpo.log(`handshake: ${found.reason}`);
    return false;
  }
  const url = found.endpoints.find(({ identifier }) => identifier === "credentials")?.url ?? "";
  const tokenB = progress.value.pendingOurToken ?? createToken();
  // The eMSP calls our versions back with TOKEN_B while this POST is still open.
  progress.update({ pendingOurToken: tokenB });
  const answer = await callOcpi(cpo, {
    method: "POST",
    url,
    token: tokenA,
    version: found.version,
    body: writerOf(cpo, found.version).credentials(ownCredentials(cpo, tokenB)),
  });
  const read = readCredentials(found.version, answer.data);
  if (answer.outcome !== "accepted" || !read.ok) {
    const line = `POST credentials: ${describe(answer)}`;
    if (answer.outcome === "unreachable") cpo.log(`handshake: ${line}`);
    else noteRefusal(cpo, line);
    return false;
  }
  progress.update({
    pendingOurToken: null,
    registration: {
      role: "SENDER",
      version: found.version,
      theirToken: read.object.token,
      ourToken: tokenB,
      previousOurToken: null,
      versionsUrl: read.object.url,
      endpoints: found.endpoints,
      roles: read.object.roles,
      registeredAt: formatMillis(cpo.clock.nowMs()),
    },
  });
  markAllPending(cpo.state);
  cpo.log(`registered with ${found.version}`);
  return true;
}

/** Registers as Sender (credentials, Registration) and keeps trying, more and more slowly, until the eMSP is there. */
export async function registerAsSender(cpo: Cpo, versionsUrl: string): Promise<void> {
  let pauseMs = FIRST_PAUSE_MS;
  while (!cpo.signal.aborted && !(await attempt(cpo, versionsUrl))) {
    await cpo.clock.pause(pauseMs);
    pauseMs = Math.min(pauseMs * 1.6, LONGEST_PAUSE_MS);
  }
}

/** True when the eMSP no longer knows the token it gave us, as after it lost its data. */
export async function isForgotten(cpo: Cpo): Promise<boolean> {
  const { registration } = cpo.state.progress.value;
  if (registration === null) return false;
  const answer = await callOcpi(cpo, {
    method: "GET",
    url: registration.versionsUrl,
    token: registration.theirToken,
  });
  // Renewed while this was on its way: it was the former token that they no longer know.
  const isCurrent = tokenNow(cpo) === registration.theirToken;
  return answer.http === 401 && isCurrent;
}

function tokenNow(cpo: Cpo): string | undefined {
  return cpo.state.progress.value.registration?.theirToken;
}

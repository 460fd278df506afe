import { callOcpi, describe, findTarget } from "./client";
import { type Cpo, versionOf } from "./cpo";
import { accept, type Reply } from "./exchange";

/** How long the eMSP may wait for a result, in seconds. */
export const TIMEOUT_S = 30;

const RESULT_AFTER_MS = 800;

/** The words that 2.1.1 has for a result; all others are REJECTED there. */
const RESULTS_211 = ["ACCEPTED", "NOT_SUPPORTED", "TIMEOUT", "UNKNOWN_SESSION"];

/** The CommandResponse: what this CPO says at once. 2.1.1 has no more than the result in it. */
export function respond(cpo: Cpo, result: string, text?: string): Reply {
  if (versionOf(cpo) === "2.1.1") return accept({ result });
  const message = text === undefined ? {} : { message: [{ language: "en", text }] };
  return accept({ result, timeout: TIMEOUT_S, ...message });
}

/** POSTs to a response_url, at once. Its failure is told in the log: results are not sent again. */
export async function postResult(cpo: Cpo, responseUrl: string, body: object): Promise<void> {
  // Any endpoint of the partner tells who is at the other end and which token opens its doors.
  const target = findTarget(cpo, "tokens", "SENDER");
  if (target === null) return;
  const { token, to } = target;
  const answer = await callOcpi(cpo, { method: "POST", url: responseUrl, token, to, body });
  if (answer.outcome !== "accepted") cpo.log(`result: ${describe(answer)}`);
}

/** The charge point's answer to a command, some time after the CommandResponse (mod_commands, CommandResult). */
export async function sendResult(cpo: Cpo, responseUrl: string, result: string): Promise<void> {
  await cpo.clock.pause(RESULT_AFTER_MS);
  const isOld = versionOf(cpo) === "2.1.1";
  const word = isOld && !RESULTS_211.includes(result) ? "REJECTED" : result;
  await postResult(cpo, responseUrl, { result: word });
}

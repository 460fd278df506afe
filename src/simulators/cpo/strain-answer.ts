import type { Cpo } from "./cpo";
import { reject, type Reply } from "./exchange";

/** What a 429 asks the caller to wait, in seconds. */
const RETRY_AFTER_S = 2;

/** What happens to a request to a functional module before it is looked at: a wait, or an answer that has nothing to do with it. */
export async function strainRequest(cpo: Cpo): Promise<Reply | null> {
  const { faults, clock, configuration } = cpo;
  if (faults.take("slow")) await clock.pause(configuration.slowMs);
  if (faults.take("http_500")) return reject(3000, "the CPO has a problem", 500);
  if (!faults.take("http_429")) return null;
  const headers = { "Retry-After": String(RETRY_AFTER_S) };
  return { ...reject(3000, "too many requests", 429), headers };
}

/** The text of an answer that breaks off in the middle, or undefined to send it whole. */
export function breakOff(cpo: Cpo, body: unknown): string | undefined {
  if (!cpo.faults.take("bad_json")) return undefined;
  const text = JSON.stringify(body);
  return text.slice(0, Math.ceil(text.length / 2));
}

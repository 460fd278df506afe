// Waiting until a program answers.
import { sleep } from "../processes.mjs";

async function statusOf(url) {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000), redirect: "manual" });
    await response.arrayBuffer();
    return response.status;
  } catch {
    return 0;
  }
}

/**
 * Waits until `url` answers: with 200 if `strict`, with anything otherwise.
 * Throws with the program's last words when it dies or takes longer than `timeoutMs`.
 */
export async function untilItAnswers(child, url, { strict = false, timeoutMs = 90_000 } = {}) {
  const from = Date.now();
  for (;;) {
    const status = await statusOf(url);
    if (strict ? status === 200 : status > 0) return;
    if (!child.isRunning) throw new Error(gone(child, "ended at once"));
    if (Date.now() - from > timeoutMs) {
      const saw = status === 0 ? "does not answer" : `answers ${status}`;
      throw new Error(gone(child, `${saw} at ${url} after ${timeoutMs / 1000} s`));
    }
    await sleep(100);
  }
}

/** A program without a port: it is up when it says so in its log, or has lived for a while. */
export async function untilItSaysReady(child, { timeoutMs = 8_000 } = {}) {
  const from = Date.now();
  while (Date.now() - from < timeoutMs) {
    if (!child.isRunning) throw new Error(gone(child, "ended at once"));
    if (/\b(ready|started)\b/i.test(child.lastWords())) return;
    await sleep(100);
  }
}

function gone(child, what) {
  const words = child.lastWords();
  return `The ${child.options.name} ${what}. Its last words (all in ${child.logFile}):\n${words || "(none)"}`;
}

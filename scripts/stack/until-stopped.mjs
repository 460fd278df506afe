import { say, step } from "../progress.mjs";
import { fail } from "./fail.mjs";

/** Starts a stack, says that it is ready, and keeps it until Ctrl-C or SIGTERM; then stops all of it, once. */
export async function runUntilStopped(stack, sayReady) {
  let isReady = false;
  let isAsked = false;
  const onSignal = (signal) => {
    if (isAsked) return;
    isAsked = true;
    say("");
    void step("stop everything", () => stack.stop())
      .catch(fail)
      .then(() =>
        process.exit(process.exitCode ?? (isReady ? 0 : signal === "SIGINT" ? 130 : 143)),
      );
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => onSignal(signal));
  try {
    await stack.start();
    isReady = true;
    sayReady(stack);
    // The children are no reason to stay once we are asked to end; until then this is.
    setInterval(() => {}, 60_000);
  } catch (error) {
    if (!isAsked) {
      fail(error);
      process.exit(1);
    }
  }
}

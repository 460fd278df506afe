import { say } from "../progress.mjs";

/** Ends the script: the message is the whole of it when it names a cure, a bug shows where it happened. */
export function fail(error) {
  const isBug = error instanceof TypeError || error instanceof ReferenceError;
  say(`\n${isBug ? error.stack : error.message}`);
  process.exitCode = 1;
}

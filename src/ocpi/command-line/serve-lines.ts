import { runLines } from "./run-lines";

/**
 * Runs a filter of JSON lines from standard input to standard output until the input ends. After Ctrl-C
 * or SIGTERM the line under way is finished, and the exit status is that of the signal.
 */
export async function serveLines(answer: (line: Uint8Array) => object): Promise<void> {
  const stop = new AbortController();
  for (const [signal, status] of [
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)
    process.once(signal, () => {
      process.exitCode = status;
      stop.abort();
    });
  const { stdin: input, stdout: output } = process;
  await runLines({ input, output, signal: stop.signal }, answer);
}

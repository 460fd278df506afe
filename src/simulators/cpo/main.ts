import { readConfiguration } from "./configuration";
import { startCpo } from "./start-cpo";

try {
  const running = await startCpo(readConfiguration(process.env));
  running.cpo.log(`listening on ${running.url}`);
  const stop = (): void => {
    void running.stop().then(() => process.exit(0));
  };
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
} catch (error) {
  process.stderr.write(
    `CPO simulator: ${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exitCode = 1;
}

import { startSimulator } from "./http-server";
import { settingsFrom } from "./settings";

try {
  const running = await startSimulator(settingsFrom(process.env));
  console.log(`Stripe simulator is ready on ${running.url}`);
  const stop = () => {
    void running.close().then(() => process.exit(0));
  };
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
} catch (error) {
  const isTaken = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
  const reason = error instanceof Error ? error.message : String(error);
  console.error(
    isTaken
      ? `Stripe simulator: the port is taken. Set STRIPE_SIM_PORT to a free one. (${reason})`
      : `Stripe simulator: ${reason}`,
  );
  process.exitCode = 1;
}

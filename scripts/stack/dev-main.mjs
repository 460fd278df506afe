import { say } from "../progress.mjs";
import { dataDirFromEnvironment, loadDotEnv, portFromEnvironment } from "./options.mjs";
import { Stack } from "./stack.mjs";
import { runUntilStopped } from "./until-stopped.mjs";

loadDotEnv();
const stack = new Stack({
  port: portFromEnvironment(),
  dataDir: dataDirFromEnvironment(),
  appEnv: "development",
  mode: "watch",
});
await runUntilStopped(stack, ({ env, logs }) => {
  say("");
  say(
    `Kvitt is ready on ${env.KVITT_BASE_URL} (development: changes show at once; logs in ${logs})`,
  );
});

import { runChecks } from "./run-checks.mjs";
import { staticChecks } from "./static.mjs";

process.exitCode = (await runChecks(staticChecks)) ? 0 : 1;

// `npm run verify`: the checks that need no database, in under a minute.
import { bootstrap } from "./bootstrap.mjs";

await bootstrap("checks/verify-main.mjs");

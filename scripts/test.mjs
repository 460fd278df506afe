// `npm test`: every check there is, in order, with one line each and a summary.
import { bootstrap } from "./bootstrap.mjs";

await bootstrap("checks/test-main.mjs");

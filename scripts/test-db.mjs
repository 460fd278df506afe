// `npm run test:db -- <path>`: database tests against the embedded server.
import { bootstrap } from "./bootstrap.mjs";

await bootstrap("checks/test-db-main.mjs");

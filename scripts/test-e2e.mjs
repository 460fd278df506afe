// `npm run test:e2e -- <path>`: browser tests against the production build.
import { bootstrap } from "./bootstrap.mjs";

await bootstrap("checks/test-e2e-main.mjs");

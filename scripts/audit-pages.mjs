// `npm run audit-pages [-- address]`: Lighthouse and the weight of JavaScript for the driver's main pages.
import { bootstrap } from "./bootstrap.mjs";

await bootstrap("pages/audit-main.mjs");

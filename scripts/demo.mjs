// `npm run demo`: everything on this machine, built as for production.
import { bootstrap } from "./bootstrap.mjs";

await bootstrap("stack/demo-main.mjs");

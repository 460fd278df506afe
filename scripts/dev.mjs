// `npm run dev`: the same as the demo in development, with changes shown at once.
import { bootstrap } from "./bootstrap.mjs";

await bootstrap("stack/dev-main.mjs");

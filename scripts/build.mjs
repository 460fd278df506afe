// `npm run build`: the programs into dist/ by esbuild, the pages into .next/ by Next.
import { bootstrap } from "./bootstrap.mjs";

await bootstrap("stack/build-main.mjs");

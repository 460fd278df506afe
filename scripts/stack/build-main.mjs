import { buildAll } from "./build.mjs";
import { fail } from "./fail.mjs";

await buildAll().catch(fail);

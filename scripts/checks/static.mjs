import { staticCheck, vitestCheck } from "./run-check.mjs";

/** What needs neither database nor browser: `npm run verify`, and the first part of `npm test`. */
export const staticChecks = [
  staticCheck("format", "oxfmt", ["--check"]),
  staticCheck("lint", "oxlint", ["--deny-warnings"]),
  staticCheck("types", "tsc", ["--noEmit"]),
  staticCheck("dead code", "knip", ["--no-progress"]),
  vitestCheck("unit", ["--project", "unit"]),
];

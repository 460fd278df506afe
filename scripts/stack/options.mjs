// What a start is told by its environment.
import fs from "node:fs";
import path from "node:path";
import { root } from "../entries.mjs";

/** Reads `.env` if there is one; what the caller's environment says wins. */
export function loadDotEnv() {
  const file = path.join(root, ".env");
  if (fs.existsSync(file)) process.loadEnvFile(file);
}

export function portFromEnvironment() {
  return Number(process.env.PORT || 3000);
}

export function dataDirFromEnvironment(fallback = ".data") {
  return path.resolve(root, process.env.KVITT_DATA_DIR || fallback);
}

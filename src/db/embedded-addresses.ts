import { readFileSync } from "node:fs";
import path from "node:path";

/** Where the embedded server answers, by role. */
export interface EmbeddedAddresses {
  readonly ownerUrl: string;
  readonly appUrl: string;
  readonly adminUrl: string;
}

/**
 * The addresses that the embedded server of a data folder left in `postgres.json`, or undefined if none
 * was ever started there. Whether it runs now, only a connection shows.
 */
export function readEmbeddedAddresses(dataDir: string): EmbeddedAddresses | undefined {
  let text: string;
  try {
    text = readFileSync(path.join(path.resolve(dataDir), "postgres.json"), "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
  const { ownerUrl, appUrl, adminUrl } = JSON.parse(text) as EmbeddedAddresses;
  return { ownerUrl, appUrl, adminUrl };
}

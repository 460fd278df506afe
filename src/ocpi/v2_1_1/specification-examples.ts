import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { isJsonObject, type JsonObject, type JsonValue } from "@/ocpi/json-value";
import { readJson } from "@/ocpi/read-json";

const FOLDER = path.resolve("src/ocpi/v2_1_1/fixtures/examples");

/** The names of the JSON blocks in the specification 2.1.1; those in `d2/` are older wordings. */
export function exampleNames(): string[] {
  return readdirSync(FOLDER, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".json"))
    .map((file) => file.replace(/\.json$/, ""))
    .toSorted();
}

/** A block as JSON text: fragments get their braces, and one its comma too many taken away. */
function exampleText(name: string): string {
  const printed = readFileSync(path.join(FOLDER, `${name}.json`), "utf8");
  if (printed.startsWith('"')) return `{${printed}}`;
  return name.startsWith("d2/") ? printed.replaceAll(/,(\s*\})/g, "$1") : printed;
}

/** An example as a partner's JSON. */
export function exampleJson(name: string): JsonValue {
  const read = readJson(new TextEncoder().encode(exampleText(name)));
  if (!read.ok) throw new Error(`${name}: ${read.reason.code}`);
  return read.value.json;
}

/** An example that is an object. */
export function exampleObject(name: string): JsonObject {
  const json = exampleJson(name);
  if (!isJsonObject(json)) throw new Error(`${name} is no object`);
  return json;
}

/** Whose objects the examples are, and who reads them. */
export const PARTIES = {
  owner: { countryCode: "BE", partyId: "BEC" },
  us: { countryCode: "SE", partyId: "KVT" },
} as const;

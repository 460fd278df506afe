import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { isJsonObject, type JsonObject, type JsonValue } from "@/ocpi/json-value";
import { readJson } from "@/ocpi/read-json";

const FOLDER = path.resolve("src/ocpi/v2_2_1/fixtures/examples");

/** The names of the specification's own 2.2.1 examples. */
export function exampleNames(): string[] {
  return readdirSync(FOLDER)
    .map((file) => file.replace(/\.json$/, ""))
    .toSorted();
}

/** The bytes of an example. */
export function exampleBytes(name: string): Uint8Array {
  return new Uint8Array(readFileSync(path.join(FOLDER, `${name}.json`)));
}

/** An example as a partner's JSON. */
export function exampleJson(name: string): JsonValue {
  const read = readJson(exampleBytes(name));
  if (!read.ok) throw new Error(`${name}: ${read.reason.code}`);
  return read.value.json;
}

/** An example that is an object. */
export function exampleObject(name: string): JsonObject {
  const json = exampleJson(name);
  if (!isJsonObject(json)) throw new Error(`${name} is no object`);
  return json;
}

import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { isJsonObject, type JsonObject, type JsonValue } from "./json-value";
import { readJson } from "./read-json";

/** The specification's own examples of one version; for tests. */
export interface SpecificationExamples {
  /** Their names, without `.json`. */
  exampleNames(): string[];
  exampleBytes(name: string): Uint8Array;
  /** As a partner's JSON. */
  exampleJson(name: string): JsonValue;
  /** One that is an object. */
  exampleObject(name: string): JsonObject;
}

/** The examples in the fixtures of a version's folder. */
export function specificationExamples(version: "v2_2_1" | "v2_3_0"): SpecificationExamples {
  const folder = path.resolve("src/ocpi", version, "fixtures/examples");
  const exampleBytes = (name: string) =>
    new Uint8Array(readFileSync(path.join(folder, `${name}.json`)));
  const exampleJson = (name: string) => {
    const read = readJson(exampleBytes(name));
    if (!read.ok) throw new Error(`${name}: ${read.reason.code}`);
    return read.value.json;
  };
  return {
    exampleNames: () =>
      readdirSync(folder)
        .map((file) => file.replace(/\.json$/, ""))
        .toSorted(),
    exampleBytes,
    exampleJson,
    exampleObject: (name) => {
      const json = exampleJson(name);
      if (!isJsonObject(json)) throw new Error(`${name} is no object`);
      return json;
    },
  };
}

import { describe, expect, it } from "vitest";
import { canonicalContent } from "@/ocpi/canonical-content";
import type { JsonObject } from "@/ocpi/json-value";
import { locationFromCore } from "./location-from-core";
import { parseLocation, parseSession, parseTariff, parseToken } from "./parse";
import { sessionFromCore } from "./session-from-core";
import { exampleNames, exampleObject } from "./specification-examples";
import { tariffFromCore } from "./tariff-from-core";
import { tokenFromCore } from "./token-from-core";

const NOW = Temporal.Instant.from("2026-11-02T11:00:00Z");
const named = (pattern: RegExp) =>
  exampleNames().filter((name) => pattern.test(name) && !name.includes("patch"));

/** What an example says after it has gone through core and back. */
function throughCore(name: string): JsonObject {
  const json = exampleObject(name);
  if (name.startsWith("location")) {
    const read = parseLocation(json, NOW);
    if (read.ok) return locationFromCore(read.value.location);
  } else if (name.startsWith("session")) {
    const read = parseSession(json, NOW);
    if (read.ok) return sessionFromCore(read.value.session);
  } else if (name.startsWith("token")) {
    const read = parseToken(json, NOW);
    if (read.ok) return tokenFromCore(read.value.token);
  } else {
    const read = parseTariff(json, NOW);
    if (read.ok) return tariffFromCore(read.value.tariff);
  }
  throw new Error(`${name} was not read`);
}

describe("an object that goes through core and back", () => {
  const names = [
    ...named(/^location_example/),
    ...named(/^session_example/),
    ...named(/^token_/),
    ...named(/^tariff/).filter((name) => name !== "tariff_put_example"),
  ];

  it.each(names)("says what it said: %s", (name) => {
    expect(canonicalContent(throughCore(name))).toBe(canonicalContent(exampleObject(name)));
  });
});

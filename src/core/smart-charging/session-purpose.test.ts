import { describe, expect, it } from "vitest";
import { isForgotten, sessionPurpose } from "./session-purpose";

const US = { countryCode: "SE", partyId: "KVT" };

describe("why we are told of a session", () => {
  it("is to bill it where the token is a driver's of ours, whatever party stands beside it", () => {
    for (const token of [
      US,
      { countryCode: "NL", partyId: "TNM" },
      { countryCode: "", partyId: "" },
    ]) {
      expect(sessionPurpose(token, US, true)).toBe("billing");
    }
  });

  it("is to bill it where an unknown token names our party, in any case, or none", () => {
    for (const token of [
      US,
      { countryCode: "se", partyId: "kvt " },
      { countryCode: "#NA", partyId: "#NA" },
      { countryCode: "", partyId: "TNM" },
      { countryCode: "NL", partyId: "#NA" },
    ]) {
      expect([token, sessionPurpose(token, US, false)]).toEqual([token, "billing"]);
    }
  });

  it("is to steer it where an unknown token names another party, in our country too", () => {
    for (const token of [
      { countryCode: "NL", partyId: "TNM" },
      { countryCode: "SE", partyId: "TNM" },
      { countryCode: "NO", partyId: "KVT" },
    ]) {
      expect([token, sessionPurpose(token, US, false)]).toEqual([token, "steering"]);
    }
  });
});

describe("a session that is only steered", () => {
  it("is forgotten 30 days after its end, and not while it has none", () => {
    const now = Temporal.Instant.from("2026-11-02T12:00:00Z");
    const ended = (hours: number) => ({ endDateTime: now.subtract({ hours }) });
    expect(isForgotten(ended(30 * 24), now)).toBe(false);
    expect(isForgotten(ended(30 * 24 + 1), now)).toBe(true);
    expect(isForgotten({}, now)).toBe(false);
  });
});

import { describe, expect, it } from "vitest";
import { sessionPurpose } from "./session-purpose";

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

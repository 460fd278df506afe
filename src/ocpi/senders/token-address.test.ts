import { describe, expect, it } from "vitest";
import type { Token } from "@/core/roaming/token";
import { codecs } from "@/ocpi/codec-for";
import { tokenAddress } from "./token-address";

const token: Token = {
  countryCode: "SE",
  partyId: "KVT",
  uid: "SE-KVT-C00000011-7",
  type: "EMAID",
  contractId: "SE-KVT-C00000011-7",
  issuer: "Kvitt Laddning",
  valid: true,
  whitelist: "ALLOWED",
  lastUpdated: Temporal.Instant.from("2026-11-02T11:00:00Z"),
};

describe("a token's address", () => {
  it.each([
    ["2.1.1", "", "OTHER"],
    ["2.2.1", "?type=OTHER", "OTHER"],
    ["2.3.0", "?type=EMAID", "EMAID"],
  ])(
    "in %s calls plug and charge as that version and the body do: %j, %s",
    (version, end, type) => {
      const codec = codecs.find((one) => one.version === version);
      if (!codec) throw new Error("no such version");
      const address = tokenAddress("https://cpo.example/tokens/", codec, token);
      expect(address).toBe(`https://cpo.example/tokens/SE/KVT/SE-KVT-C00000011-7${end}`);
      expect(codec.tokenFromCore(token)["type"]).toBe(type);
    },
  );
});

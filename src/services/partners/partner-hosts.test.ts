import { describe, expect, it } from "vitest";
import { foreignHosts, isPartnerHost, readHost } from "./partner-hosts";

const partner = {
  versionsUrl: "https://ocpi.cpo.example:8443/versions",
  settings: { hosts: ["api.vendor.example"] },
};

describe("where a partner may be called", () => {
  it.each([
    ["https://ocpi.cpo.example/2.2.1/cdrs", true],
    ["https://OCPI.cpo.example:9443/2.2.1/cdrs?offset=1", true],
    ["https://eu.ocpi.cpo.example/cdrs", true],
    ["https://api.vendor.example/cdrs", true],
    // Beside it, above it, or only alike.
    ["https://cpo.example/cdrs", false],
    ["https://api.cpo.example/cdrs", false],
    ["https://evilocpi.cpo.example/cdrs", false],
    ["https://ocpi.cpo.example.evil.example/cdrs", false],
    ["https://ocpi.cpo.example@evil.example/cdrs", false],
    ["https://eu.api.vendor.example/cdrs", false],
    ["mailto:ocpi.cpo.example", false],
    ["no address", false],
  ])("%s: %s", (address, expected) => {
    expect(isPartnerHost(partner, address)).toBe(expected);
  });

  it("is nowhere before its versions address is known, but where operations said", () => {
    const unknown = { ...partner, versionsUrl: null };
    expect(isPartnerHost(unknown, "https://ocpi.cpo.example/cdrs")).toBe(false);
    expect(isPartnerHost(unknown, "https://api.vendor.example/cdrs")).toBe(true);
  });

  it("names each other host once", () => {
    const addresses = ["https://a.example/1", "https://a.example/2", "https://ocpi.cpo.example/3"];
    expect(foreignHosts(partner, addresses)).toEqual(["a.example"]);
  });

  it.each([
    [" Ocpi.CPO.example ", "ocpi.cpo.example"],
    ["127.0.0.1", "127.0.0.1"],
    ["https://cpo.example", null],
    ["cpo.example:443", null],
    ["cpo.example/x", null],
    ["a@cpo.example", null],
    ["*.cpo.example", null],
    ["", null],
  ])("is named as %j: %j", (text, host) => {
    expect(readHost(text)).toBe(host);
  });
});

import { describe, expect, it } from "vitest";
import { isAllowedAddress, isAllowedUrl } from "./allowed-address";

const allowed = (text: string, loopback = false) => {
  const url = URL.parse(text);
  return url !== null && isAllowedUrl(url, loopback);
};

describe("isAllowedUrl", () => {
  it.each([
    "https://cpo.example.com/versions",
    "https://cpo.example.com:8443/versions",
    "https://192.0.43.8/versions",
    "https://[2606:4700::1111]/versions",
  ])("lets %s pass", (text) => {
    expect(allowed(text)).toBe(true);
  });

  it.each([
    "http://cpo.example.com/versions",
    "https://127.0.0.1/",
    "https://127.1/",
    "https://0x7f000001/",
    "https://2130706433/",
    "https://0177.0.0.1/",
    "https://[::1]/",
    "https://[::]/",
    "https://[::ffff:127.0.0.1]/",
    "https://[::ffff:10.0.0.1]/",
    "https://[64:ff9b::7f00:1]/",
    "https://[2002:7f00:1::]/",
    "https://localhost/",
    "https://localhost./",
    "https://cpo.localhost/",
    "https://cpo.example.com./",
    "https://user@cpo.example.com/",
    "https://user:secret@cpo.example.com/",
    "https://１２７.０.０.１/",
    "https://127。0。0。1/",
    "https://169.254.169.254/latest/meta-data/",
    "https://[fd00:ec2::254]/",
    "https://[fe80::1]/",
    "https://10.1.2.3/",
    "https://172.16.0.1/",
    "https://192.168.1.1/",
    "https://100.64.0.1/",
    "https://0.0.0.0/",
    "https://224.0.0.1/",
    "https://255.255.255.255/",
    "https://metadata.google.internal/",
    "https://printer.local/",
    "https://intranet/",
    "https://cpo.example.com:22/",
    "https://cpo.example.com:80/",
    "file:///etc/passwd",
    "gopher://cpo.example.com/",
    "ftp://cpo.example.com/",
    "data:application/json,{}",
  ])("stops %s", (text) => {
    expect(allowed(text)).toBe(false);
  });

  it("lets loopback in by http only where that is set, and still nothing else inside", () => {
    for (const text of ["http://localhost:3001/", "http://127.0.0.1:3001/", "http://[::1]:3001/"]) {
      expect([text, allowed(text, true), allowed(text)]).toEqual([text, true, false]);
    }
    for (const text of [
      "http://10.0.0.1/",
      "https://169.254.169.254/",
      "http://cpo.example.com/",
    ]) {
      expect([text, allowed(text, true)]).toEqual([text, false]);
    }
  });
});

describe("isAllowedAddress", () => {
  it.each(["8.8.8.8", "192.0.43.8", "2606:4700::1111", "2a00:1450:4001::1"])(
    "connects to %s",
    (one) => {
      expect(isAllowedAddress(one, false)).toBe(true);
    },
  );

  it.each([
    "127.0.0.1",
    "127.255.255.254",
    "10.0.0.1",
    "169.254.169.254",
    "::1",
    "::",
    "::ffff:127.0.0.1",
    "::ffff:8.8.8.8",
    "fe80::1%eth0",
    "fd00:ec2::254",
    "ff02::1",
    "2001:db8::1",
    "",
    "not an address",
  ])("does not connect to %j", (one) => {
    expect(isAllowedAddress(one, false)).toBe(false);
  });
});

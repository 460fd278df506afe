import { describe, expect, it } from "vitest";
import { readNextLink, resolveNext } from "./pull-link";

const endpoint = new URL("https://cpo.example/ocpi/2.2.1/cdrs");
const page = new URL(`${endpoint.href}?date_from=2026-11-01T00:00:00Z&offset=0&limit=100`);

describe("readNextLink", () => {
  it.each([
    ['<https://a.example/?offset=1>; rel="next"', "https://a.example/?offset=1"],
    ["<https://a.example/>; rel=next", "https://a.example/"],
    [
      '<https://a.example/1>; rel="first", <https://a.example/2>; rel="next"',
      "https://a.example/2",
    ],
    ['<https://a.example/?a=1,2>; title="x, y"; rel="prev next"', "https://a.example/?a=1,2"],
    ['<https://a.example/>; REL="NEXT"', "https://a.example/"],
    ['<https://a.example/>; rel="last"', null],
    ["https://a.example/", null],
    [undefined, null],
  ])("finds what comes next in %s", (header, expected) => {
    expect(readNextLink(header)).toBe(expected);
  });
});

describe("resolveNext", () => {
  const query = (link: string) => resolveNext(link, page, endpoint)?.href ?? null;

  it("follows an address of the same origin, absolute or relative, with the filters kept", () => {
    const kept = "&date_from=2026-11-01T00%3A00%3A00Z&limit=100";
    expect(query("https://cpo.example/ocpi/2.2.1/cdrs?offset=100")).toBe(
      `${endpoint.href}?offset=100${kept}`,
    );
    expect(query("?offset=100")).toBe(`${endpoint.href}?offset=100${kept}`);
  });

  it.each([
    "http://cpo.example/ocpi/2.2.1/cdrs?offset=100",
    "https://cpo.example:8443/cdrs?offset=100",
    "https://evil.example/cdrs?offset=100",
    "https://cpo.example.evil.example/cdrs?offset=100",
    "//169.254.169.254/latest?offset=100",
    "https://user:word@cpo.example/cdrs?offset=100",
  ])("asks the endpoint itself for the offset of %s", (link) => {
    const next = resolveNext(link, page, endpoint);
    expect(`${next?.origin}${next?.pathname}`).toBe(endpoint.href);
    expect(next?.username).toBe("");
    expect(next?.searchParams.get("offset")).toBe("100");
  });

  it.each(["https://evil.example/next", "file:///etc/passwd", "javascript:alert(1)", "https://"])(
    "asks nothing for %s",
    (link) => {
      expect(query(link)).toBeNull();
    },
  );
});

import { describe, expect, it } from "vitest";
import { tokenCandidates } from "./authenticate";

describe("tokenCandidates", () => {
  it("tries the exact text first: a plain token may look like base64", () => {
    expect(tokenCandidates("Token abcd")).toEqual([
      "abcd",
      Buffer.from("abcd", "base64").toString("utf8"),
    ]);
  });

  it("reads the specification's own example, newline and all", () => {
    expect(tokenCandidates("Token ZXhhbXBsZS10b2tlbgo=")).toEqual([
      "ZXhhbXBsZS10b2tlbgo=",
      "example-token\n",
      "example-token",
    ]);
    expect(tokenCandidates("Token ZXhhbXBsZS10b2tlbg==")).toContain("example-token");
  });

  it("takes the scheme in any case and more than one blank", () => {
    expect(tokenCandidates("token   a-b")).toEqual(["a-b"]);
  });

  it.each([null, "", "Token", "Token a b", "Bearer abcd", "abcd", `Token ${"x".repeat(600)}`])(
    "finds none in %j",
    (header) => {
      expect(tokenCandidates(header)).toEqual([]);
    },
  );
});

import { describe, expect, it } from "vitest";
import { diffTerms } from "./diff-terms";
import { termsBlocks } from "./terms-blocks";

describe("a text of terms", () => {
  it("has headings and paragraphs, whichever way its lines end", () => {
    const body = "## Price\r\nYou see it first.\r\n\r\nAlways.\n## End\n\nAny day.";
    expect(termsBlocks(body)).toEqual([
      { kind: "heading", text: "Price" },
      { kind: "paragraph", text: "You see it first." },
      { kind: "paragraph", text: "Always." },
      { kind: "heading", text: "End" },
      { kind: "paragraph", text: "Any day." },
    ]);
  });
});

describe("what a version changes", () => {
  it("is said piece by piece, and what stays is not", () => {
    const changed = diffTerms(
      "## Price\n\nYou see it first.\n\n## End",
      "## Price\n\nYou see it before you start.\n\n## End\n\nAny day.",
    );
    expect(changed.map(({ change, text }) => [change, text])).toEqual([
      ["same", "Price"],
      ["removed", "You see it first."],
      ["added", "You see it before you start."],
      ["same", "End"],
      ["added", "Any day."],
    ]);
  });
  it("is nothing between a text and itself", () => {
    const body = "## A\n\none\n\ntwo";
    expect(diffTerms(body, body).every(({ change }) => change === "same")).toBe(true);
  });
});

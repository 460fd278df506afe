import { describe, expect, it } from "vitest";
import { hideTokens } from "./hide-tokens";

const TOKEN = "a/very+secret=token";
const BASE64 = Buffer.from(TOKEN).toString("base64");

describe("a token in a text that is kept", () => {
  it.each([TOKEN, BASE64, encodeURIComponent(TOKEN), encodeURIComponent(BASE64)])(
    "is hidden as %s, every time it stands there",
    (form) => {
      const text = `No such token: ${form}; /x?token=${form}&y=1`;
      expect(hideTokens(text, ["another-token", TOKEN])).toBe(
        "No such token: [hidden]; /x?token=[hidden]&y=1",
      );
    },
  );

  it("leaves all else, also where the token is next to nothing", () => {
    expect(hideTokens("a plain text", ["", "a", TOKEN])).toBe("a plain text");
  });
});

import { describe, expect, it } from "vitest";
import { csvText } from "./csv";

const lines = (text: string) => text.replace("\uFEFF", "").split("\r\n");

describe("csvText", () => {
  it("lets no text from outside become a formula", () => {
    const hostile = ["=1+1", "+46", "-2+3", "@SUM(A1)", "\tx", '=HYPERLINK("http://x","y")'];
    expect(lines(csvText(hostile.map((cell) => [cell])))).toEqual([
      "'=1+1",
      "'+46",
      "'-2+3",
      "'@SUM(A1)",
      "'\tx",
      `"'=HYPERLINK(""http://x"",""y"")"`,
      "",
    ]);
  });
  it("keeps figures of our own as figures, and nothing else that claims to be one", () => {
    expect(lines(csvText([[{ own: "-12.50" }, { own: "32.445" }, { own: "-cmd" }]]))).toEqual([
      "-12.50,32.445,'-cmd",
      "",
    ]);
  });
  it("quotes what holds separators, quotes or line ends", () => {
    expect(csvText([["a,b", "c;d", 'e"f', "g\nh"]])).toBe('\uFEFF"a,b","c;d","e""f","g\nh"\r\n');
  });
  it("writes figures with a comma between semicolons for spreadsheets that read them so", () => {
    const rows = [[{ own: "-12.50" }, { own: "7" }, "1.5 h", "=x", "a;b"]];
    expect(lines(csvText(rows, "comma"))).toEqual(['-12,50;7;1.5 h;\'=x;"a;b"', ""]);
  });
});

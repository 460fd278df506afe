import { describe, expect, it } from "vitest";
import { messageValues } from "./message-values";

describe("the values that a message asks for", () => {
  it("are its names, not the words of its branches", () => {
    expect([
      ...messageValues(
        "{who, select, owner {owner} other {{name} of {count, plural, one {#} other {# cars}}}}",
      ),
    ]).toEqual(["who", "name", "count"]);
    expect([...messageValues("it's 5 o'clock, '{quoted}' {a}")]).toEqual(["a"]);
  });

  it("are refused where braces do not fit", () => {
    expect(() => messageValues("{count, plural, one {#} other {# cars}")).toThrow("not closed");
    expect(() => messageValues("too many}")).toThrow("too many");
    expect(() => messageValues("{}")).toThrow("No name");
  });
});

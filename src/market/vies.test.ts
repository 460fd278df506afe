import { describe, expect, it } from "vitest";

import { viesLookup } from "./vies";

const answering = (body: unknown, status = 200) => {
  const asked: unknown[] = [];
  const lookup = viesLookup({
    fetch: (_address, init) => {
      if (typeof init.body !== "string") throw new TypeError("the body is no text");
      asked.push(JSON.parse(init.body));
      return Promise.resolve(new Response(JSON.stringify(body), { status }));
    },
  });
  return { lookup, asked };
};

describe("a look-up at VIES", () => {
  it("keeps the consultation's number, and asks in the seller's name to get one", async () => {
    const { lookup, asked } = answering({
      valid: true,
      requestIdentifier: "WAPIAAAA",
      name: "Åkeriet BV",
      address: "---",
    });
    expect(await lookup("NL001234567B01", "SE556000461501")).toEqual({
      isValid: "yes",
      consultation: "WAPIAAAA",
      answer: { name: "Åkeriet BV" },
    });
    expect(asked).toEqual([
      {
        countryCode: "NL",
        vatNumber: "001234567B01",
        requesterMemberStateCode: "SE",
        requesterNumber: "556000461501",
      },
    ]);
  });

  it("says no only where the register says no", async () => {
    const no = answering({ valid: false, userError: "INVALID", requestIdentifier: "" });
    expect(await no.lookup("NL001234567B01", null)).toMatchObject({ isValid: "no" });
    const down = answering({ valid: false, userError: "MS_UNAVAILABLE" });
    expect(await down.lookup("NL001234567B01", null)).toMatchObject({ isValid: "unknown" });
    const broken = answering({ errors: [] }, 500);
    expect(await broken.lookup("NL001234567B01", null)).toMatchObject({ isValid: "unknown" });
    const unreachable = viesLookup({ fetch: () => Promise.reject(new TypeError("no network")) });
    expect(await unreachable("NL001234567B01", null)).toMatchObject({
      isValid: "unknown",
      consultation: null,
    });
  });
});

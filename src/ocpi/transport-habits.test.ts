import { describe, expect, it } from "vitest";
import { transportHabits, type TransportView } from "./transport-habits";
import { codec211 } from "./v2_1_1/codec";
import { codec221 } from "./v2_2_1/codec";

const token = "TOKEN-C-0123456789";
const base64 = Buffer.from(token).toString("base64");
const whole = {
  authorization: `Token ${base64}`,
  "x-request-id": "1",
  "x-correlation-id": "2",
  "ocpi-from-country-code": "SE",
  "ocpi-from-party-id": "NSL",
  "ocpi-to-country-code": "SE",
  "ocpi-to-party-id": "KVT",
};

function habitsOf(headers: Record<string, string>, more: Partial<TransportView> = {}) {
  return transportHabits({
    headers: new Headers(headers),
    codec: codec221,
    presentedToken: token,
    isRouted: true,
    ...more,
  });
}

describe("what a request lacks", () => {
  it("is nothing where it is by the book", () => {
    expect(habitsOf(whole)).toEqual([]);
  });

  it("is told header by header, half a party counting as none", () => {
    expect(
      habitsOf({ ...whole, "x-request-id": " ", "ocpi-to-party-id": "", "x-correlation-id": "" }),
    ).toEqual(["x-request-id: missing", "x-correlation-id: missing", "ocpi-to: missing"]);
  });

  it("is no routing where the module has none", () => {
    const { authorization } = whole;
    const ids = { "x-request-id": "1", "x-correlation-id": "2" };
    expect(habitsOf({ authorization, ...ids }, { isRouted: false })).toEqual([]);
  });

  it("is no id of a message in 2.1.1, which has none", () => {
    const { authorization } = whole;
    const bare = { codec: codec211, isRouted: false };
    expect(habitsOf({ authorization }, bare)).toEqual([]);
  });

  it("is the encoding of a token that came as it is, but not in 2.1.1", () => {
    const raw = { ...whole, authorization: `Token  ${token}` };
    expect(habitsOf(raw)).toEqual(["authorization: raw-token"]);
    expect(habitsOf(raw, { codec: codec211 })).toEqual([]);
  });
});

import { describe, expect, it } from "vitest";

import { findOverlaps, type Occupation } from "./find-overlaps";

const at = (start: string, end: string, rest: Partial<Occupation> = {}): Occupation => ({
  id: "A",
  sessionId: null,
  startDateTime: Temporal.Instant.from(`2026-07-01T${start}Z`),
  endDateTime: Temporal.Instant.from(`2026-07-01T${end}Z`),
  tokenKey: "SE-KVT-04A2",
  evseKey: "SE-NSL-E1",
  ...rest,
});
const codes = (one: Occupation, other: Occupation) =>
  findOverlaps(one, [other]).map(({ code }) => code);
const first = at("10:00:00", "11:00:00");

describe("two charges overlap", () => {
  it("where one token or one EVSE is used for more than a minute of both", () => {
    const other = at("10:30:00", "12:00:00", { id: "B" });
    expect(findOverlaps(first, [other])).toEqual([
      { code: "overlap-token", otherId: "B", overlapMs: 1_800_000 },
      { code: "overlap-evse", otherId: "B", overlapMs: 1_800_000 },
    ]);
    expect(codes(first, { ...other, evseKey: "SE-NSL-E2" })).toEqual(["overlap-token"]);
    expect(codes(first, { ...other, tokenKey: "SE-KVT-X" })).toEqual(["overlap-evse"]);
    expect(codes(first, { ...other, tokenKey: "se-kvt-04a2", evseKey: null })).toEqual([
      "overlap-token",
    ]);
  });

  it.each([
    ["the next driver plugs in within a minute", at("10:59:00", "12:00:00", { id: "B" })],
    ["they lie apart", at("12:00:00", "13:00:00", { id: "B" })],
    [
      "neither token nor EVSE is known",
      at("10:30:00", "12:00:00", { id: "B", tokenKey: null, evseKey: null }),
    ],
    ["it is the same CDR", first],
  ])("not where %s", (_why, other) => expect(codes(first, other)).toEqual([]));

  it("not where both are of one session", () => {
    const session = { sessionId: "S1" };
    expect(
      codes({ ...first, ...session }, at("10:00:00", "11:00:00", { id: "B", sessionId: "s1" })),
    ).toEqual([]);
    expect(
      codes({ ...first, ...session }, at("10:00:00", "11:00:00", { id: "B", sessionId: "S2" })),
    ).toHaveLength(2);
  });

  it("the same way from both sides", () => {
    const other = at("10:58:59", "12:00:00", { id: "B" });
    expect(codes(first, other)).toEqual(codes(other, first));
    expect(codes(first, other)).toHaveLength(2);
  });
});

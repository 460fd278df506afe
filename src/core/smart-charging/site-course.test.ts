import { describe, expect, it } from "vitest";
import { courseOfSite } from "./site-course";

const QUARTER = 900_000;
const site = { startsMs: 0, slotMinutes: 15, powerW: [4_000, 4_000, 0, 8_000], shortfallWh: 0 };
const span = { fromMs: QUARTER / 2, toMs: 10 * QUARTER, needWh: 3_500 };

describe("a site's plan as the course of one charge", () => {
  it("is what is still to come, and is ready when its last slot ends", () => {
    expect(courseOfSite(site, span)).toEqual({
      stretches: [
        { startMs: QUARTER / 2, endMs: 2 * QUARTER, powerW: 4_000 },
        { startMs: 3 * QUARTER, endMs: 4 * QUARTER, powerW: 8_000 },
      ],
      deliveredWh: 3_500,
      shortfallWh: 0,
      readyMs: 4 * QUARTER,
    });
  });

  it("is never ready where something will be missing, or no certain energy is wanted", () => {
    const short = courseOfSite({ ...site, shortfallWh: 1_000 }, span);
    expect(short).toMatchObject({ deliveredWh: 2_500, shortfallWh: 1_000, readyMs: null });
    const open = courseOfSite({ ...site, shortfallWh: 1_000 }, { ...span, needWh: null });
    expect(open).toMatchObject({ deliveredWh: 3_500, shortfallWh: 0, readyMs: null });
  });

  it("ends with the departure", () => {
    const { stretches } = courseOfSite(site, { ...span, toMs: 3.5 * QUARTER });
    expect(stretches.at(-1)?.endMs).toBe(3.5 * QUARTER);
  });
});

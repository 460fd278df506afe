import { describe, expect, it } from "vitest";
import { chartRows, chartTicks, type TimeChartData } from "./chart-data";

const ms = (text: string) => Temporal.Instant.from(text).epochMilliseconds;

const DATA: TimeChartData = {
  times: [ms("2026-11-02T10:50:00Z"), ms("2026-11-02T11:05:00Z")],
  endsAt: ms("2026-11-02T14:10:00Z"),
  timeZone: "Europe/Stockholm",
  unit: "kW",
  digits: 1,
  series: [
    { key: "load", name: "Load", tone: "brand", shape: "step", values: [3, null] },
    { key: "limit", name: "Limit", tone: "bad", shape: "limit", values: [5, 6] },
  ],
};

describe("a chart over time", () => {
  it("lets its last step hold to the end, and leaves gaps where nothing is known", () => {
    expect(chartRows(DATA)).toEqual([
      { at: DATA.times[0], load: 3, limit: 5 },
      { at: DATA.times[1], load: null, limit: 6 },
      { at: DATA.endsAt, load: null, limit: 6 },
    ]);
    expect(chartRows({ ...DATA, times: [] })).toEqual([]);
  });

  it("marks round times of the reader's clock, and not too many", () => {
    const marks = (timeZone: string, most: number) =>
      chartTicks({ ...DATA, timeZone }, most).map((at) =>
        Temporal.Instant.fromEpochMilliseconds(at).toString(),
      );
    expect(marks("Europe/Stockholm", 4)).toEqual([
      "2026-11-02T11:00:00Z",
      "2026-11-02T12:00:00Z",
      "2026-11-02T13:00:00Z",
      "2026-11-02T14:00:00Z",
    ]);
    expect(marks("Asia/Kathmandu", 2)).toEqual(["2026-11-02T12:15:00Z"]);
    expect(marks("America/St_Johns", 2)).toEqual(["2026-11-02T11:30:00Z", "2026-11-02T13:30:00Z"]);
    expect(chartTicks({ ...DATA, times: [] }, 4)).toEqual([]);
  });
});

import { describe, expect, it } from "vitest";
import { placeSearchInput } from "./place-search";
import { readBox, readPoint, readSearch, type SearchTexts } from "./read-search";

const NOTHING: SearchTexts = {
  q: "",
  near: null,
  box: null,
  power: null,
  plug: [],
  free: null,
  op: null,
  max: null,
  sort: null,
};

describe("an address of the search for places", () => {
  it("is read whole, and is a search that the service takes", () => {
    const search = readSearch(
      {
        q: " Hornstull ",
        near: "59.32,18.07",
        box: "17.9,59.2,18.2,59.4",
        power: "150",
        plug: ["ccs", "type2"],
        free: "1",
        op: "Nordström Laddning",
        max: "200",
        sort: "distance",
      },
      "SEK",
    );
    expect(search).toEqual({
      text: "Hornstull",
      near: { latitude: 59.32, longitude: 18.07 },
      box: { west: 17.9, south: 59.2, east: 18.2, north: 59.4 },
      minPowerW: 150_000,
      standards: ["IEC_62196_T2", "IEC_62196_T2_COMBO"],
      onlyFree: true,
      operator: "Nordström Laddning",
      maxPrice: { amountMinor: 20_000n, currency: "SEK" },
      order: "distance",
    });
    expect(placeSearchInput.safeParse(search).success).toBe(true);
  });

  it("loses what is unsound in it, and sorts by distance only from somewhere", () => {
    const odd = { power: "7", plug: ["x"], max: "-3", sort: "distance", near: "here", box: "1,2" };
    expect(readSearch({ ...NOTHING, ...odd }, "SEK")).toEqual({});
  });

  it("counts the most price in whole units of any currency", () => {
    const { maxPrice } = readSearch({ ...NOTHING, max: "500" }, "JPY");
    expect(maxPrice).toEqual({ amountMinor: 500n, currency: "JPY" });
  });

  it("takes no point and no box beyond the earth", () => {
    expect(readPoint("91,0")).toBeNull();
    expect(readPoint("0,181")).toBeNull();
    expect(readBox("0,60,10,50")).toBeNull();
    expect(readBox("-181,50,10,60")).toBeNull();
    expect(readBox("179,50,-179,60")).toEqual({ west: 179, south: 50, east: -179, north: 60 });
  });
});

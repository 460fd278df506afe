import { describe, expect, it } from "vitest";
import { carFit } from "./car-fit";

const car = { connector: "IEC_62196_T2", maxDcW: 150_000 };
const ac = { powerType: "AC_3_PHASE", format: "SOCKET", standard: "IEC_62196_T2" } as const;
const dc = { powerType: "DC", format: "CABLE", standard: "IEC_62196_T2_COMBO" } as const;

describe("whether a car can charge at a connector", () => {
  it("goes by the car's own inlet, and the combined one that belongs to it", () => {
    expect(carFit(ac, car)).toBe("yes");
    expect(carFit(dc, car)).toBe("yes");
    expect(carFit({ ...dc, standard: "IEC_62196_T1_COMBO" }, car)).toBe("no");
    expect(carFit({ ...ac, format: "CABLE", standard: "IEC_62196_T1" }, car)).toBe("no");
  });

  it("never sends a car without direct current to a fast charger", () => {
    expect(carFit(dc, { ...car, maxDcW: null })).toBe("no");
  });

  it("says that it does not know where the car's facts do not tell", () => {
    expect(carFit({ ...dc, standard: "CHADEMO" }, car)).toBe("unsure");
    expect(carFit({ ...ac, standard: "DOMESTIC_F" }, car)).toBe("unsure");
  });
});

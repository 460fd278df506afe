import { describe, expect, it } from "vitest";
import { EXAMPLE } from "@/core/rating/quote";
import { readWish, readWishCookie, wishText } from "./charge-wish";

const CAR = "0192f0c0-0000-7000-8000-000000000001";

describe("the charge that a driver has in mind", () => {
  it("comes from the address, what that leaves out from the cookie, and the rest from the example", () => {
    const cookie = readWishCookie(`kwh=55.5&min=90&car=${CAR}`);
    expect(readWish({ kwh: "20" }, cookie)).toEqual({
      energy: 20_000_000n,
      minutes: 90,
      vehicleId: CAR,
    });
    expect(readWish({}, readWishCookie(undefined))).toEqual({ ...EXAMPLE, vehicleId: null });
  });

  it("can be any car although the cookie names one", () => {
    expect(readWish({ car: "none" }, { car: CAR }).vehicleId).toBeNull();
  });

  it("takes no figure that nobody charges", () => {
    const odd = [
      { kwh: "0", min: "0" },
      { kwh: "201", min: "1441" },
      { kwh: "-5", min: "1.5" },
      { kwh: "1e2", min: "x" },
    ];
    for (const texts of odd) {
      expect(readWish(texts)).toEqual({ ...EXAMPLE, vehicleId: null });
    }
  });

  it("is kept as it was said", () => {
    for (const kwh of ["30", "7,5", "120", "0.1"]) {
      const wish = readWish({ kwh, min: "40", car: CAR });
      expect(readWish(readWishCookie(wishText(wish)))).toEqual(wish);
    }
    expect(wishText(readWish({ kwh: "100" }))).toBe("kwh=100&min=40&car=none");
  });
});

import { describe, expect, it } from "vitest";

import { element, tariff } from "./build.fixture";
import { compileTariff } from "./compile-tariff";

const lints = (...elements: Parameters<typeof tariff>[0]) => {
  const compiled = compileTariff(tariff(elements));
  return compiled.ok ? compiled.value.lints : compiled.reason;
};

describe("compileTariff", () => {
  it("takes the first of two components of one dimension, and says so", () => {
    const twice = tariff([element(["ENERGY 1", "ENERGY 2"])]);
    const compiled = compileTariff(twice);
    expect(compiled.ok && compiled.value.charging.ENERGY.map(({ price }) => price)).toEqual([
      1_000_000n,
    ]);
    expect(lints(...twice.elements)).toEqual([{ code: "component-twice", elementIndex: 0 }]);
  });

  it("points at windows that partners read in different ways", () => {
    const wrapping = { startTime: "20:00", endTime: "06:00" };
    expect(
      lints(
        element(["ENERGY 1"], { startTime: "08:00", endTime: "08:00" }),
        element(["ENERGY 1"], { ...wrapping, dayOfWeek: ["FRIDAY"] }),
        element(["ENERGY 1"], wrapping),
        element(["ENERGY 1"], { startTime: "20:00", endTime: "00:00", dayOfWeek: ["FRIDAY"] }),
      ),
    ).toEqual([
      { code: "window-of-no-length", elementIndex: 0 },
      { code: "weekday-with-wrapping-window", elementIndex: 1 },
    ]);
  });

  it("refuses a tariff of which a part was not read, beside one that is otherwise the same", () => {
    const whole = tariff([element(["ENERGY 1"])]);
    expect(compileTariff(whole).ok).toBe(true);
    const unread = ["elements[0].price_components[1].type: SESSION_TIME"];
    for (const part of [
      { ...whole, unread },
      { ...whole, unread: [...unread] },
    ]) {
      const reason = { code: "unread-tariff", tariffId: whole.id, unread };
      expect(compileTariff(part)).toEqual({ ok: false, reason });
    }
    expect(compileTariff({ ...whole }).ok).toBe(true);
  });

  it("refuses numbers that are none, rather than price by them", () => {
    const broken = (change: { stepSize?: number; vat?: number }) => {
      const [first] = element(["ENERGY 1"]).priceComponents;
      const priceComponents = first === undefined ? [] : [{ ...first, ...change }];
      return compileTariff(tariff([{ priceComponents }])).ok;
    };
    expect(broken({})).toBe(true);
    expect(broken({ stepSize: 1.5 })).toBe(false);
    expect(broken({ stepSize: -1 })).toBe(false);
    expect(broken({ vat: -1 })).toBe(false);
    expect(broken({ vat: 0.5 })).toBe(false);
  });

  it("compiles a tariff object once", () => {
    const one = tariff([element(["ENERGY 1"])]);
    expect(compileTariff(one)).toBe(compileTariff(one));
  });
});

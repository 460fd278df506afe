import { describe, expect, it } from "vitest";
import { aCar, aSite } from "@/testing/builders/site-problem";
import { fixedLoad } from "./fixed-load";
import { findRoom } from "./room";
import { scaled, slotCosts } from "./slot-costs";

describe("scaled", () => {
  it("spans 0 to 1, and counts what is not known as the mean of the known", () => {
    expect(scaled([10, null, 30, 20])).toEqual([0, 0.5, 1, 0.5]);
    expect(scaled([-5, 5])).toEqual([0, 1]);
  });

  it("prefers nothing where nothing is known or all are alike", () => {
    expect(scaled([null, null])).toEqual([0, 0]);
    expect(scaled([7, 7, null])).toEqual([0, 0, 0]);
  });
});

describe("slotCosts", () => {
  const slots = 96;
  const styles = ["CHEAP", "GREEN", "FAST", "REGULAR"] as const;
  const site = aSite({
    slots,
    price: Array.from({ length: slots }, (_, slot) => slot % 7),
    carbon: Array.from({ length: slots }, (_, slot) => slot % 5),
    sessions: styles.flatMap((style) => [
      aCar({ id: `${style} stays`, style, departureSlot: slots }),
      aCar({ id: `${style} leaves`, style, departureSlot: 50 }),
    ]),
  });
  const costs = slotCosts(site, findRoom(site, fixedLoad(site)));
  const of = (style: (typeof styles)[number]) => {
    const at = 2 * styles.indexOf(style);
    return [costs[at]!, costs[at + 1]!] as const;
  };

  it("lets one slot of delay of a car in a hurry weigh more than all that a saver can gain", () => {
    for (const fast of of("FAST")) {
      for (const saver of [...of("CHEAP"), ...of("GREEN")]) {
        expect(fast[11]! - fast[10]!).toBeGreaterThan(Math.max(...saver) - Math.min(...saver));
      }
    }
  });

  it("lets a saver's step from the dearest to the cheapest slot weigh more than any delay of who just charges", () => {
    const [saver] = of("CHEAP");
    for (const regular of of("REGULAR")) {
      expect(saver[6]! - saver[7]!).toBeGreaterThan(regular[slots - 1]!);
    }
  });

  it("prefers the earlier of two slots at one price, for who leaves first most", () => {
    const [stays, leaves] = of("CHEAP");
    expect(stays[9]! - stays[2]!).toBeGreaterThan(0);
    expect(leaves[9]! - leaves[2]!).toBeGreaterThan(stays[9]! - stays[2]!);
  });
});

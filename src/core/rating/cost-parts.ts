import type { Rational } from "@/core/money/quantity";
import {
  ZERO,
  addRational,
  divideRational,
  multiplyRational,
  rationalOf,
} from "@/core/money/quantity";
import type { Cdr } from "@/core/roaming/cdr";
import type { Price } from "@/core/roaming/price";

import { AMOUNT_SCALE, type PricedCdr, type PricedLine } from "./priced-cdr";
import type { AcceptedCost } from "./retail-price";
import { netOf } from "./totals";

/** What of a cost before taxes is for energy, for parking, for all time (parking included) and for the start. */
export type CostParts = Pick<AcceptedCost, "energyNet" | "parkingNet" | "timeNet" | "flatNet">;

/**
 * Splits an accepted cost in the proportion that the tariff gives: each part's lines of all lines, before taxes.
 * Nothing where a line's tax, and so its net, is not known.
 */
export function costPartsOf(priced: PricedCdr, accepted: Rational): CostParts {
  const nets = priced.lines.map((line) => ({ line, net: lineNet(line) }));
  const known = nets.flatMap(({ line, net }) => (net ? [{ line, net }] : []));
  if (known.length < nets.length) return {};
  const sumOf = (isPart: (line: PricedLine) => boolean) =>
    known.reduce((sum, { line, net }) => (isPart(line) ? addRational(sum, net) : sum), ZERO);
  const all = sumOf(() => true);
  const partOf = (isPart: (line: PricedLine) => boolean) =>
    all.n === 0n ? ZERO : multiplyRational(accepted, divideRational(sumOf(isPart), all));
  return {
    energyNet: partOf(({ dimension }) => dimension === "ENERGY"),
    parkingNet: partOf(({ dimension }) => dimension === "PARKING_TIME"),
    timeNet: partOf(({ dimension }) => dimension === "PARKING_TIME" || dimension === "TIME"),
    flatNet: partOf(({ dimension }) => dimension === "FLAT"),
  };
}

function lineNet({ amount, basis, tax }: PricedLine): Rational | null {
  return netOf({ n: amount, d: AMOUNT_SCALE }, basis, tax);
}

/** The parts as the CPO states them, before taxes; a part that is not stated is not known. */
export function statedCostParts(cdr: Cdr): CostParts {
  const { totalEnergyCost, totalParkingCost, totalTimeCost, totalFixedCost } = cdr;
  const net = (price: Price | undefined) => price && rationalOf(price.beforeTaxes);
  const energyNet = net(totalEnergyCost);
  const parkingNet = net(totalParkingCost);
  const chargingNet = net(totalTimeCost);
  const flatNet = net(totalFixedCost);
  return {
    ...(energyNet && { energyNet }),
    ...(parkingNet && { parkingNet }),
    ...(parkingNet && chargingNet && { timeNet: addRational(parkingNet, chargingNet) }),
    ...(flatNet && { flatNet }),
  };
}

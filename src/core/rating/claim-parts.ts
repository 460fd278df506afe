import type { Micro, Rational } from "@/core/money/quantity";
import { addRational, toMicro } from "@/core/money/quantity";
import type { Cdr } from "@/core/roaming/cdr";
import type { Price } from "@/core/roaming/price";

import type { PricedCdr, PricedLine } from "./priced-cdr";
import { AMOUNT_SCALE } from "./priced-cdr";
import { netOf } from "./totals";

/** The parts of a CDR's cost that OCPI names, as far as the CPO states them. */
export type ClaimParts = { readonly [P in PartName]?: Price };

/** `fixed` holds flat fees of charging; those of a reservation are in `reservation`. */
export type PartName = "fixed" | "energy" | "time" | "parking" | "reservation";

/** A part before taxes, compared with ours; both 10⁻⁶ of the currency. Limits are in no part. */
export type PartFinding = {
  readonly code: "part-differs";
  readonly part: PartName;
  readonly claimed: Micro;
  readonly ours: Micro;
  readonly difference: Micro;
};

/** The parts that a CDR states. OCPI mod_cdrs, total_fixed_cost to total_reservation_cost. */
export function claimPartsOf(cdr: Cdr): ClaimParts {
  return {
    fixed: cdr.totalFixedCost,
    energy: cdr.totalEnergyCost,
    time: cdr.totalTimeCost,
    parking: cdr.totalParkingCost,
    reservation: cdr.totalReservationCost,
  };
}

/** The parts whose claimed figure is 0.01 or more from ours; parts not stated are passed over. */
export function compareParts(parts: ClaimParts, priced: PricedCdr): PartFinding[] {
  const findings: PartFinding[] = [];
  for (const part of ["fixed", "energy", "time", "parking", "reservation"] as const) {
    const claimed = parts[part]?.beforeTaxes;
    const ours = sumPart(priced.lines, part);
    if (claimed === undefined || ours === null) continue;
    const difference = claimed - ours;
    if (difference <= -CENT || difference >= CENT)
      findings.push({ code: "part-differs", part, claimed, ours, difference });
  }
  return findings;
}

const CENT = 10_000n;

function sumPart(lines: readonly PricedLine[], part: PartName): Micro | null {
  let sum: Rational = { n: 0n, d: 1n };
  for (const line of lines) {
    if (partOf(line) !== part) continue;
    const net = netOf({ n: line.amount, d: AMOUNT_SCALE }, line.basis, line.tax);
    if (net === null) return null;
    sum = addRational(sum, net);
  }
  return toMicro(sum, "half-away");
}

function partOf({ phase, dimension }: PricedLine): PartName {
  if (phase === "reservation") return "reservation";
  switch (dimension) {
    case "FLAT":
      return "fixed";
    case "ENERGY":
      return "energy";
    case "TIME":
      return "time";
    case "PARKING_TIME":
      return "parking";
  }
}

import { zoneOfEic } from "@/core/smart-charging/market/bidding-zones";
import { carbonOfMix, productionKind } from "@/core/smart-charging/market/carbon-intensity";
import type { MarketPoint } from "@/core/smart-charging/market/market-point";
import { readPeriods } from "./entsoe-period";
import type { ProblemList } from "./problem-list";
import { nodesAt, textAt, type XmlNode } from "./xml-nodes";

const POWER = { element: "quantity", digits: 6 } as const;

/** A kind that made more than a twentieth of the production over the document is never taken for zero. */
const MAIN_SHARE = 20n;

/** 10⁻⁶ MW by kind of production, then by quarter hour. */
type Production = Map<string, Map<number, bigint>>;

/** One kind alone is a part of a zone's production: its emissions would pass for the zone's. */
const LEAST_KINDS = 2;

/**
 * The carbon intensity of a zone's production from generation per type (document type A75): each kind's share of the
 * power times its life-cycle emissions. The documents of a file are taken together, for each may tell of one kind. A
 * quarter hour for which a main kind has not been reported yet is left out, and comes with a later document.
 */
export function readCarbon(
  documents: readonly XmlNode[],
  problems: ProblemList,
): readonly MarketPoint[] {
  const zones = new Map<string, Production>();
  for (const series of documents.flatMap((document) => nodesAt(document, "TimeSeries"))) {
    // What pumped storage takes in stands under the zone that energy goes out of.
    const eic = textAt(series, "inBiddingZone_Domain.mRID");
    if (eic === null) continue;
    const zone = zoneOfEic(eic);
    if (zone === undefined) {
      problems.add("unknown_zone", eic);
      continue;
    }
    const production = zones.get(zone.name) ?? new Map<string, Map<number, bigint>>();
    zones.set(zone.name, production);
    addSeries(production, series, problems);
  }
  return [...zones].flatMap(([zone, production]) => carbonPoints(zone, production, problems));
}

function addSeries(production: Production, series: XmlNode, problems: ProblemList): void {
  const unit = textAt(series, "quantity_Measure_Unit.name") ?? "";
  const [kind] = nodesAt(series, "MktPSRType");
  const type = (kind && textAt(kind, "psrType")) ?? "";
  if (unit.toUpperCase() !== "MAW") {
    problems.add("unit", unit);
    return;
  }
  if (productionKind(type) === "unknown") {
    problems.add("production_type", type);
    return;
  }
  if (productionKind(type) === "storage") return;
  const quarters = production.get(type) ?? new Map<number, bigint>();
  production.set(type, quarters);
  for (const period of readPeriods(series, POWER, problems)) {
    for (const [at, power] of period.quarters) quarters.set(at, power);
  }
}

function carbonPoints(
  zone: string,
  production: Production,
  problems: ProblemList,
): readonly MarketPoint[] {
  if (production.size < LEAST_KINDS) {
    problems.add("single_kind", `${zone} ${[...production.keys()].join(" ")}`);
    return [];
  }
  const all = new Set([...production.values()].flatMap((quarters) => [...quarters.keys()]));
  const mainKinds = findMainKinds(production);
  const points: MarketPoint[] = [];
  let left = 0;
  for (const startsMs of all) {
    const mix = new Map<string, bigint>();
    for (const [type, quarters] of production) {
      const power = quarters.get(startsMs);
      if (power !== undefined) mix.set(type, power);
    }
    const valueMicro = mainKinds.every((type) => mix.has(type)) ? carbonOfMix(mix) : null;
    if (valueMicro === null) left += 1;
    else points.push({ zone, quantity: "carbon", startsMs, valueMicro, currency: null });
  }
  if (left > 0) problems.add("partial_generation", `${zone} ${left}`);
  return points;
}

function findMainKinds(production: Production): readonly string[] {
  const sums = [...production].map(([type, quarters]) => {
    let sum = 0n;
    for (const power of quarters.values()) sum += power;
    // Means, so that a kind that was reported for fewer hours is not taken for a small one.
    return { type, mean: quarters.size === 0 ? 0n : sum / BigInt(quarters.size) };
  });
  const whole = sums.reduce((total, { mean }) => total + mean, 0n);
  return sums.filter(({ mean }) => mean * MAIN_SHARE > whole).map(({ type }) => type);
}

import type { NodeForm } from "@/trpc/inputs/site";
import type { Site, SiteNode } from "./site-sheet";

/** W as kW are written in a form; null: nothing. */
export function kilowattsOf(watts: number | null): string {
  return watts === null ? "" : String(watts / 1_000);
}

/** A part as its form shows it; of a new one what is usual. */
export function valuesOfNode(node: SiteNode | null, site: Site): NodeForm {
  const top = site.nodes.find(({ kind }) => kind === "grid");
  const places = site.nodes.flatMap(({ locationOcpiId }) => locationOcpiId ?? []);
  return {
    name: node?.name ?? "",
    parentId: node?.parentId ?? top?.id ?? "",
    limitA: node?.limitA?.toString() ?? "",
    limitKw: kilowattsOf(node?.limitW ?? null),
    phases: node?.phases === 1 ? "1" : "3",
    firstPhase: phaseOf(node?.firstPhase ?? null),
    locationOcpiId: node ? (node.locationOcpiId ?? "") : (places[0] ?? ""),
    evseUid: node?.evseUid ?? "",
    windows: (node?.windows ?? []).map((window) => ({
      days: Array.from({ length: 7 }, (_, day) => (window.weekdays & (1 << day)) !== 0),
      fromClock: window.fromClock,
      toClock: window.toClock,
      limitA: window.limitA?.toString() ?? "",
      limitKw: kilowattsOf(window.limitW),
    })),
  };
}

function phaseOf(phase: SiteNode["firstPhase"]): NodeForm["firstPhase"] {
  return phase === null ? "" : (`${phase}` as const);
}

import type { DocumentLine, LineLabel } from "./document-parts";

/** A part of a document that is booked alike: a cost centre, business without one, what was private, or fees. */
export interface LineGroup {
  readonly kind: "costCentre" | "business" | "private" | "other";
  /** Set for a cost centre. */
  readonly costCentre: LineLabel["costCentre"];
  /** Where its lines stand in the document, from 0. */
  readonly at: readonly number[];
  /** Minor units. The groups' sums add up to the document's before it is rounded. */
  readonly netMinor: bigint;
  readonly vatMinor: bigint;
  readonly grossMinor: bigint;
}

const ORDER: readonly LineGroup["kind"][] = ["costCentre", "business", "private", "other"];

/**
 * The lines of a document by what they were for: cost centres by code, then business without one, private, and what
 * is no charge. None where no line is labelled. Since each line has its share of the document's VAT already, the
 * groups add up to it by themselves.
 */
export function groupLines(lines: readonly DocumentLine[]): LineGroup[] {
  if (!lines.some((line) => line.kind === "charge" && line.label)) return [];
  const groups = Map.groupBy(lines.entries(), ([, line]) => keyOf(line));
  return [...groups.values()].map(groupOf).toSorted(inOrder);
}

function keyOf(line: DocumentLine): string {
  const label = labelOf(line);
  if (!label) return "other";
  return label.costCentre ? `costCentre ${label.costCentre.code}` : label.purpose;
}

function groupOf(entries: readonly (readonly [number, DocumentLine])[]): LineGroup {
  const sum = (field: "netMinor" | "vatMinor" | "grossMinor") =>
    entries.reduce((total, [, line]) => total + BigInt(line[field]), 0n);
  const label = entries.map(([, line]) => labelOf(line)).find((one) => one !== null) ?? null;
  const costCentre = label?.costCentre ?? null;
  return {
    kind: label === null ? "other" : costCentre ? "costCentre" : label.purpose,
    costCentre,
    at: entries.map(([index]) => index),
    netMinor: sum("netMinor"),
    vatMinor: sum("vatMinor"),
    grossMinor: sum("grossMinor"),
  };
}

function labelOf(line: DocumentLine): LineLabel | null {
  return line.kind === "charge" ? (line.label ?? null) : null;
}

function inOrder(a: LineGroup, b: LineGroup): number {
  const [one, other] = [a.costCentre?.code ?? "", b.costCentre?.code ?? ""];
  if (a.kind !== b.kind) return ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind);
  return one < other ? -1 : one > other ? 1 : 0;
}

import { formatMicro, formatScaled } from "@/core/money/quantity";
import type { PriceLimit } from "@/core/roaming/price";
import type { PriceComponent, Tariff, TariffDimension, TariffElement } from "@/core/roaming/tariff";

import { heldRestrictions } from "./explain";

/** Something that prices and differs between two contents of a tariff. Texts as stored; null: absent. */
export type TariffChange = {
  readonly field: ChangedField;
  /** From 0, in the newer content; where an element went, in the older. */
  readonly elementIndex?: number;
  readonly dimension?: TariffDimension;
  /** The restriction, for `restriction`. */
  readonly name?: string;
  readonly before: string | null;
  readonly after: string | null;
};

/** What can differ. `element`, `component`: it came or went. */
export type ChangedField =
  | "currency"
  | "type"
  | "taxIncluded"
  | "validFrom"
  | "validUntil"
  | "minPrice"
  | "maxPrice"
  | "element"
  | "component"
  | "price"
  | "vat"
  | "step"
  | "restriction";

/** What differs between two contents, in the order of the tariff; elements are paired by their place. */
export function tariffChanges(before: Tariff, after: Tariff): TariffChange[] {
  const changes: TariffChange[] = [];
  const facts = [wholeFacts(before), wholeFacts(after)] as const;
  for (const field of WHOLE) add(changes, { field }, facts[0][field], facts[1][field]);
  const count = Math.max(before.elements.length, after.elements.length);
  for (let elementIndex = 0; elementIndex < count; elementIndex++) {
    const [old, fresh] = [before.elements[elementIndex], after.elements[elementIndex]];
    if (old && fresh) changes.push(...elementChanges(old, fresh, elementIndex));
    else add(changes, { field: "element", elementIndex }, textOf(old), textOf(fresh));
  }
  return changes;
}

const WHOLE = [
  "currency",
  "type",
  "taxIncluded",
  "validFrom",
  "validUntil",
  "minPrice",
  "maxPrice",
] as const satisfies readonly ChangedField[];

function wholeFacts(tariff: Tariff): Record<(typeof WHOLE)[number], string | null> {
  return {
    currency: tariff.currency,
    type: tariff.type ?? null,
    taxIncluded: tariff.taxIncluded,
    validFrom: tariff.startDateTime?.toString() ?? null,
    validUntil: tariff.endDateTime?.toString() ?? null,
    minPrice: limitText(tariff.minPrice),
    maxPrice: limitText(tariff.maxPrice),
  };
}

function limitText(limit: PriceLimit | undefined): string | null {
  if (limit === undefined) return null;
  const { beforeTaxes, afterTaxes } = limit;
  const sides = afterTaxes === undefined ? [beforeTaxes] : [beforeTaxes, afterTaxes];
  return sides.map(formatMicro).join(" / ");
}

function textOf(element: TariffElement | undefined): string | null {
  return element === undefined
    ? null
    : element.priceComponents.map(({ type, price }) => `${type} ${formatMicro(price)}`).join(", ");
}

function elementChanges(before: TariffElement, after: TariffElement, elementIndex: number) {
  const changes: TariffChange[] = [];
  const dimensions = [...before.priceComponents, ...after.priceComponents].map(({ type }) => type);
  for (const dimension of new Set(dimensions)) {
    const of = ({ type }: PriceComponent) => type === dimension;
    const [old, fresh] = [before.priceComponents.find(of), after.priceComponents.find(of)];
    const at = { elementIndex, dimension };
    if (!old || !fresh) {
      const price = (one?: PriceComponent) => (one ? formatMicro(one.price) : null);
      add(changes, { field: "component", ...at }, price(old), price(fresh));
      continue;
    }
    const vat = (rate?: number) => (rate === undefined ? null : formatScaled(BigInt(rate), 4));
    add(changes, { field: "price", ...at }, formatMicro(old.price), formatMicro(fresh.price));
    add(changes, { field: "vat", ...at }, vat(old.vat), vat(fresh.vat));
    add(changes, { field: "step", ...at }, String(old.stepSize), String(fresh.stepSize));
  }
  const [was, is] = [before, after].map(
    ({ restrictions }) =>
      new Map(heldRestrictions(restrictions).map((one) => [one.name, one.value])),
  );
  for (const name of new Set([...(was?.keys() ?? []), ...(is?.keys() ?? [])]))
    add(changes, { field: "restriction", elementIndex, name }, was?.get(name), is?.get(name));
  return changes;
}

function add(
  changes: TariffChange[],
  at: Omit<TariffChange, "before" | "after">,
  before: string | null = null,
  after: string | null = null,
): void {
  if (before !== after) changes.push({ ...at, before, after });
}

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ChargeLine, DocumentLine, LineLabel } from "./document-parts";
import { aCharge, issuedInvoice } from "./issued-invoice.fixture";
import { groupLines } from "./line-groups";

const SALES = { code: "4100", name: "Sales" };
const SITE = { code: "4200", name: "Site" };
const labels: readonly (LineLabel | null)[] = [
  { purpose: "business", costCentre: SALES },
  { purpose: "business", costCentre: SITE },
  { purpose: "business", costCentre: null },
  { purpose: "private", costCentre: null },
  null,
];

/** An invoice of these charges, each labelled. */
function labelled(
  charges: readonly (readonly [öre: bigint, rate: number, label: LineLabel | null])[],
  priceBasis: "gross" | "net" = "gross",
) {
  const plain = issuedInvoice(
    charges.map(([minor, rate]) => ({ ...aCharge, amounts: [[rate, minor]] })),
    { priceBasis },
  );
  const lines = plain.lines.map((line, index): DocumentLine => {
    const label = charges[index]?.[2] ?? null;
    return line.kind === "charge" && label ? ({ ...line, label } satisfies ChargeLine) : line;
  });
  return { ...plain, lines };
}

describe("the groups of a bill", () => {
  it("add up to its net, VAT and total in the öre, whatever is rounded where", () => {
    const charge = fc.tuple(
      fc.bigInt({ min: 1n, max: 99_999n }),
      fc.constantFrom(250_000, 120_000, 60_000),
      fc.constantFrom(...labels),
    );
    fc.assert(
      fc.property(
        fc.array(charge, { minLength: 1, maxLength: 30 }),
        fc.constantFrom<"gross" | "net">("gross", "net"),
        (charges, basis) => {
          const invoice = labelled(charges, basis);
          const groups = groupLines(invoice.lines);
          if (charges.every(([, , label]) => label === null)) {
            expect(groups).toEqual([]);
            return;
          }
          const sum = (field: "netMinor" | "vatMinor" | "grossMinor") =>
            groups.reduce((total, group) => total + group[field], 0n);
          expect(sum("netMinor")).toBe(BigInt(invoice.netMinor));
          expect(sum("vatMinor")).toBe(BigInt(invoice.vatMinor));
          expect(sum("grossMinor")).toBe(BigInt(invoice.netMinor) + BigInt(invoice.vatMinor));
          for (const { netMinor, vatMinor, grossMinor } of groups) {
            expect(netMinor + vatMinor).toBe(grossMinor);
          }
          const places = groups.flatMap(({ at }) => at);
          expect(places.toSorted((a, b) => a - b)).toEqual(invoice.lines.map((_, index) => index));
        },
      ),
    );
  });

  it("stand by code of the cost centre, then business without one, private, and the rest", () => {
    const invoice = labelled([
      [1_000n, 250_000, labels[3] ?? null],
      [1_000n, 250_000, null],
      [1_000n, 250_000, labels[1] ?? null],
      [1_000n, 250_000, labels[2] ?? null],
      [1_000n, 250_000, labels[0] ?? null],
      [1_000n, 250_000, labels[1] ?? null],
    ]);
    expect(
      groupLines(invoice.lines).map(({ kind, costCentre, at }) => [kind, costCentre?.code, at]),
    ).toEqual([
      ["costCentre", "4100", [4]],
      ["costCentre", "4200", [2, 5]],
      ["business", undefined, [3]],
      ["private", undefined, [0]],
      ["other", undefined, [1]],
    ]);
  });

  it("are none where nothing is divided", () => {
    expect(groupLines(issuedInvoice([aCharge, aCharge]).lines)).toEqual([]);
  });
});

import { describe, expect, it } from "vitest";

import { eInvoiceObstacle } from "./e-invoice-obstacle";
import type { InvoiceDocument } from "./invoice-document";
import { aCharge, issuedInvoice } from "./issued-invoice.fixture";

const plain = issuedInvoice([aCharge]);
const { seller, buyer } = plain;

describe("EN 16931 can express", () => {
  it("an invoice with VAT and a seller's number", () => {
    expect(eInvoiceObstacle(plain)).toBeNull();
  });

  const obstacles: readonly (readonly [string, InvoiceDocument, string, string])[] = [
    ["no invoice without a line", issuedInvoice([]), "no-lines", ""],
    ["no third decimal", { ...plain, currency: "KWD" }, "currency-decimals", "KWD"],
    ["no unknown currency", { ...plain, currency: "XXX" }, "currency-decimals", "XXX"],
    [
      "no rate of 0 % without its reason",
      issuedInvoice([{ ...aCharge, amounts: [[0, 10_000n, "Z"]] }], {
        schema: "kvitt.invoice/1",
      }),
      "vat-reason-unknown",
      "0 %",
    ],
    [
      "nothing outside the scope of VAT beside what is inside",
      issuedInvoice([aCharge, { ...aCharge, amounts: [[0, 6_000n, "O"]] }]),
      "outside-scope-mixed",
      "O",
    ],
    [
      "no reverse charge to a buyer without a VAT number",
      issuedInvoice([{ ...aCharge, amounts: [[0, 10_000n, "AE"]] }]),
      "buyer-vat-number",
      "",
    ],
    [
      "no seller without a VAT number",
      { ...plain, seller: { ...seller, vatNumber: null } },
      "seller-vat-number",
      "",
    ],
    [
      "no buyer's VAT number without a country",
      { ...plain, buyer: { ...buyer, vatNumber: "556000-4615" } },
      "buyer-vat-number",
      "556000-4615",
    ],
    ["no total beside its lines", { ...plain, totalMinor: "10001" }, "sums-differ", "total"],
    ["no net beside its rates", { ...plain, netMinor: "8001" }, "sums-differ", "total"],
    [
      "no rate beside its lines",
      {
        ...plain,
        perRate: plain.perRate.map((row) => ({ ...row, netMinor: "8001", vatMinor: "1999" })),
        netMinor: "8001",
        vatMinor: "1999",
      },
      "sums-differ",
      "perRate SE S 250000",
    ],
    [
      "no line beside its rates",
      { ...plain, lines: plain.lines.map((line) => ({ ...line, netMinor: "7999" })) },
      "sums-differ",
      "lines 1",
    ],
  ];
  it.each(obstacles)("%s", (_name, invoice, code, detail) => {
    expect(eInvoiceObstacle(invoice)).toEqual({ code, detail });
  });
});

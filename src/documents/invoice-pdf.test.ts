import { describe, expect, it } from "vitest";

import type { InvoiceDocument } from "@/core/invoicing/invoice-document";
import { aCharge, issuedInvoice } from "@/core/invoicing/issued-invoice.fixture";
import { invoiceView, printInvoice } from "./invoice-view";
import { renderPdf } from "./pdf/render-pdf";

const late = { ...aCharge, startedAt: "2026-09-20T18:12:00Z" };
const invoice = (lines: number): InvoiceDocument => {
  const charges = Array.from({ length: lines }, (_, index) => (index === 0 ? late : aCharge));
  return issuedInvoice(charges);
};

describe("an invoice for people", () => {
  it("says every figure in the document's language and names the month of a late charge", () => {
    const view = invoiceView(invoice(1));
    const shown = JSON.stringify(view).replaceAll(/\s/g, " ");
    expect(shown).toContain("100,00 kr");
    expect(shown).toContain("1 okt. 2026 – 31 okt. 2026");
    expect(shown).toContain("avser september 2026");
    expect(shown).toContain("Moms 25 % på 80,00 kr");
  });

  it("names the countries only where the two differ", () => {
    expect(invoiceView(invoice(1)).buyer.lines).not.toContain("Sverige");
    const abroad = { ...invoice(1), buyer: { ...invoice(1).buyer, country: "NL" } };
    expect(invoiceView(abroad).buyer.lines).toContain("Nederländerna");
    expect(invoiceView(abroad).seller.lines).toContain("Sverige");
  });

  it("shows a divided bill part by part, each with its sum, on the page as on paper", () => {
    const centre = { code: "4100", name: "Sälj" };
    const divided = issuedInvoice([
      { ...aCharge, label: { purpose: "private", costCentre: null } },
      { ...aCharge, label: { purpose: "business", costCentre: centre } },
      { ...aCharge, label: { purpose: "business", costCentre: centre } },
    ]);
    const { groups } = invoiceView(divided);
    const plain = (text: string) => text.replaceAll(/\s/g, " ");
    expect(
      groups.map((group) => [group.label, group.at, plain(group.vat), plain(group.gross)]),
    ).toEqual([
      ["4100 Sälj", [1, 2], "Moms 40,00 kr", "200,00 kr"],
      ["Privat", [0], "Moms 20,00 kr", "100,00 kr"],
    ]);
    const { tables } = printInvoice(divided);
    expect(tables.map(({ caption, rows }) => [caption, rows.length])).toEqual([
      ["4100 Sälj", 3],
      ["Privat", 2],
    ]);
    expect(printInvoice(invoice(2)).tables).toHaveLength(1);
  });

  it("becomes a PDF of as many pages as its lines need", async () => {
    const pdf = Buffer.from(await renderPdf(printInvoice(invoice(60)))).toString("latin1");
    expect(pdf.startsWith("%PDF-")).toBe(true);
    expect(Number(/\/Type \/Pages[^]*?\/Count (\d+)/.exec(pdf)?.[1])).toBeGreaterThan(1);
  });
});

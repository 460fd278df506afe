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

  it("becomes a PDF of as many pages as its lines need", async () => {
    const pdf = Buffer.from(await renderPdf(printInvoice(invoice(60)))).toString("latin1");
    expect(pdf.startsWith("%PDF-")).toBe(true);
    expect(Number(/\/Type \/Pages[^]*?\/Count (\d+)/.exec(pdf)?.[1])).toBeGreaterThan(1);
  });
});

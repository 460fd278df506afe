import { describe, expect, it } from "vitest";

import type { InvoiceDocument, DocumentLine } from "@/core/invoicing/invoice-document";
import { invoiceView } from "./invoice-view";
import { renderInvoicePdf } from "./pdf/invoice-pdf";

const line = (seq: number): DocumentLine => ({
  seq,
  chargeId: `c${seq}`,
  operator: "Nordström Laddning",
  place: "Sveavägen 44",
  city: "Stockholm",
  supplyCountry: "SE",
  startedAt: "2026-10-04T18:12:00Z",
  endedAt: "2026-10-04T20:41:00Z",
  lateFrom: seq === 1 ? "2026-09" : null,
  energyMicroKwh: "20450000",
  netMinor: "8000",
  vatMinor: "2000",
  grossMinor: "10000",
  perRate: [{ vatRate: 250_000, netMinor: "8000", vatMinor: "2000", grossMinor: "10000" }],
  explanation: [],
});

const invoice = (lines: number): InvoiceDocument => ({
  schema: "kvitt.invoice/1",
  number: "K-2026-000042",
  invoiceId: "i1",
  issuedOn: "2026-11-03",
  dueOn: "2026-11-13",
  locale: "sv",
  timeZone: "Europe/Stockholm",
  periodStart: "2026-09-30T22:00:00Z",
  periodEnd: "2026-10-31T23:00:00Z",
  currency: "SEK",
  seller: {
    name: "Kvitt Demo AB",
    address: ["Storgatan 1", "111 22 Stockholm"],
    country: "SE",
    vatNumber: "SE556000000001",
    organisationNumber: "556000-0000",
    email: "faktura@kvitt.example",
  },
  buyer: {
    name: "Åsa Öberg <script>",
    address: ["Älvgatan 2", "411 01 Göteborg"],
    country: "SE",
    vatNumber: null,
    organisationNumber: null,
    email: "asa@kvitt.example",
    customerNumber: "10001",
  },
  planName: "Löpande",
  priceBasis: "gross",
  roundingPolicy: "vat-per-rate-on-total",
  lines: Array.from({ length: lines }, (_, index) => line(index + 1)),
  perRate: [{ vatRate: 250_000, netMinor: "8000", vatMinor: "2000", grossMinor: "10000" }],
  netMinor: "8000",
  vatMinor: "2000",
  totalMinor: "10000",
  paymentTerms: { days: 10, bankAccount: "SE45 5000 0000 0583 9825 7466" },
  vatTrace: [],
});

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
    const pdf = Buffer.from(await renderInvoicePdf(invoiceView(invoice(60)))).toString("latin1");
    expect(pdf.startsWith("%PDF-")).toBe(true);
    expect(Number(/\/Type \/Pages[^]*?\/Count (\d+)/.exec(pdf)?.[1])).toBeGreaterThan(1);
  });
});

import { describe, expect, it } from "vitest";
import { aStatement, toPrint } from "./charge-statement.fixture";
import { chargeStatementView } from "./charge-statement-view";
import { elementsOf, readPdf, textOf } from "./pdf/read-pdf.fixture";
import { renderPdf } from "./pdf/render-pdf";
import { receiptsCsvHead, receiptsCsvRows, vatSplitCsv } from "./receipts-csv";
import { receiptsSummaryView } from "./receipts-summary-view";
import { splitVat } from "@/core/receipts/vat-split";

const plain = (text: string) => text.replaceAll(/\s+/g, " ").trim();

describe("a charge's statement", () => {
  const view = chargeStatementView(toPrint("en"));

  it("names the invoice that it is on, or that it is on none yet", () => {
    expect(view.marks).toEqual(["On invoice K-2026-000123 of 1 Dec 2026"]);
    const open = { ...toPrint("en"), statement: { ...aStatement, billedOn: null } };
    expect(chargeStatementView(open).marks).toEqual(["Not invoiced yet"]);
    expect(view.notes[0]).toContain("is the document for VAT");
  });

  it("tells the price in the order of time, with why each segment held, and its rows add up", () => {
    const [table] = view.tables;
    const rows = table?.rows.map((row) => row.map(({ text }) => plain(text))) ?? [];
    expect(rows.map(([what]) => what)).toEqual(["Energy", "22:00 Energy"]);
    expect(table?.rows[1]?.[0]?.detail).toBe("from 22:00");
    const cents = rows.map((row) => BigInt((row[3] ?? "").replaceAll(/\D/g, "")));
    expect(cents.reduce((sum, one) => sum + one, 0n)).toBe(560_000n);
  });

  it("splits VAT, tells the operator's part from ours, and takes off what was given back", () => {
    const totals = view.totals.map(({ label, value }) => `${label}: ${plain(value)}`);
    expect(totals.map(plain)).toEqual([
      "Of which the operator's price, before VAT: SEK 40.00",
      "Of which ours, before VAT: SEK 4.80",
      "Excl. VAT: SEK 44.80",
      "VAT 25 % in Sweden on SEK 44.80: SEK 11.20",
      "In all: SEK 56.00",
      "Given back by credit note KC-2026-000001 of 5 Dec 2026: -SEK 6.00",
    ]);
    expect(plain(view.sum?.value ?? "")).toBe("SEK 50.00");
  });

  it.each(["sv", "en", "de"] as const)("is a tagged PDF in its language: %s", async (locale) => {
    const printed = chargeStatementView(toPrint(locale));
    const { catalog, metadata, structure, unmarked, incompleteFonts } = readPdf(
      await renderPdf(printed),
    );
    expect(catalog).toContain(`/Lang (${locale})`);
    expect(metadata).toContain("<pdfuaid:part>1</pdfuaid:part>");
    expect(unmarked).toEqual([]);
    expect(incompleteFonts).toEqual([]);
    expect(elementsOf(structure, "H1").map(textOf)).toEqual([printed.heading]);
    for (const table of elementsOf(structure, "Table")) {
      const widths = elementsOf(table, "TR").map(({ children }) => children.length);
      expect(new Set(widths).size).toBe(1);
    }
    const said = plain(structure.children.map(textOf).join(" "));
    for (const { value } of printed.facts) expect(said).toContain(plain(value));
  });
});

describe("a file of receipts", () => {
  it("has a row for each rate and one below zero for what was given back", () => {
    const form = { locale: "sv", decimals: "comma" } as const;
    const head = receiptsCsvHead(form).replace("\uFEFF", "").trim().split(";");
    const rows = receiptsCsvRows([aStatement], form).trim().split("\r\n");
    const of = (row: number, column: string) => rows[row]?.split(";")[head.indexOf(column)];
    expect(rows).toHaveLength(2);
    expect([of(0, "Slag"), of(0, "Energi (kWh)"), of(0, "Inkl. moms"), of(0, "Moms %")]).toEqual([
      "Laddning",
      "12,345",
      "56,00",
      "25",
    ]);
    expect([of(1, "Slag"), of(1, "Energi (kWh)"), of(1, "Inkl. moms")]).toEqual([
      "Återbetalt",
      "",
      "-6,00",
    ]);
    expect(of(0, "Start")).toBe("2026-11-03 18:00");
    expect(of(0, "Kostnadsställe")).toBe("4100 Syd");
  });

  it("lets no place become a formula", () => {
    const hostile = { ...aStatement, place: '=HYPERLINK("http://x")', credits: [] };
    const form = { locale: "en", decimals: "point" } as const;
    expect(receiptsCsvRows([hostile], form)).toContain(`"'=HYPERLINK(""http://x"")"`);
  });

  it("has the split of VAT in a file of its own, as on the summary", () => {
    const shares = splitVat([aStatement]);
    expect(vatSplitCsv(shares, { locale: "en", decimals: "point" })).toContain(
      "SEK,SE,25,40.00,10.00,50.00",
    );
    const { statement: _one, ...parties } = toPrint("en");
    const summary = receiptsSummaryView({
      ...parties,
      firstDay: "2026-11-01",
      lastDay: "2026-11-30",
      charges: 1,
      energyMicroKwh: 12_345_000n,
      shares,
      lateFrom: ["2026-10"],
    });
    expect(plain(summary.sum?.value ?? "")).toBe("SEK 50.00");
    expect(summary.notes.at(-1)).toContain("(October 2026) came late");
  });
});

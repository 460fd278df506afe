import fc from "fast-check";
import { describe, expect, it } from "vitest";

import type { IssuedDocument } from "@/core/invoicing/issued-document";
import { aCharge, aFirm, issuedInvoice } from "@/core/invoicing/issued-invoice.fixture";
import { languages } from "@/core/language";
import { anyInvoice } from "@/documents/e-invoice/any-invoice.fixture";
import { everyKind } from "@/documents/every-kind.fixture";
import { printInvoice } from "@/documents/invoice-view";
import { printDocument } from "@/documents/print-document";
import type { PrintedDocument } from "@/documents/printed-document";
import { elementsOf, readPdf, textOf } from "./read-pdf.fixture";
import { renderPdf } from "./render-pdf";

const read = async (printed: PrintedDocument) => readPdf(await renderPdf(printed));
const plain = (text: string) => text.replaceAll(/\s+/g, " ").trim();

/** Every text of a document in the order in which it is to be read. */
function wordsOf(printed: PrintedDocument): string[] {
  const pairs = (facts: PrintedDocument["facts"]) =>
    facts.flatMap(({ label, value }) => [label, value]);
  return [
    printed.heading,
    ...printed.marks,
    ...pairs(printed.facts),
    ...printed.parties.flatMap(({ label, lines }) => [label, ...lines]),
    ...printed.tables.flatMap(({ caption, columns, rows }) => [
      printed.tables.length > 1 ? caption : "",
      ...columns.map(({ label }) => label),
      ...rows
        .flat()
        .flatMap(({ text, detail, trail }) => [
          text,
          detail ?? "",
          ...(trail ?? []).flatMap(({ label, note, amount }) => [
            note === "" ? label : `${label}: ${note}`,
            amount,
          ]),
        ]),
    ]),
    ...pairs(printed.totals),
    ...(printed.sum ? [printed.sum.label, printed.sum.value] : []),
    ...(printed.notes.length > 0 ? [printed.notesLabel, ...printed.notes] : []),
  ].filter((word) => word !== "");
}

const inEveryLanguage = everyKind.flatMap((issued) =>
  languages.map((locale) => ({
    name: `${issued.kind} (${locale})`,
    issued: { ...issued, document: { ...issued.document, locale } } as IssuedDocument,
  })),
);

describe("a printed document of every kind", () => {
  it.each(inEveryLanguage)("$name is tagged, titled and in its language", async ({ issued }) => {
    const printed = printDocument(issued);
    const { catalog, metadata, structure, unmarked, incompleteFonts } = await read(printed);
    expect(catalog).toContain(`/Lang (${printed.locale})`);
    expect(catalog).toContain("/MarkInfo");
    expect(metadata).toContain("<pdfuaid:part>1</pdfuaid:part>");
    expect(structure.type).toBe("Document");
    expect(unmarked).toEqual([]);
    expect(incompleteFonts).toEqual([]);
    const [figure] = elementsOf(structure, "Figure");
    expect(figure?.alt).toBe("Kvitt");
    expect(elementsOf(structure, "H1").map(textOf)).toEqual([printed.heading]);
  });

  it.each(inEveryLanguage)(
    "$name is read aloud in the order of its model, with nothing left out",
    async ({ issued }) => {
      const printed = printDocument(issued);
      const { structure } = await read(printed);
      const [, ...said] = structure.children;
      expect(plain(said.map(textOf).join(" "))).toBe(plain(wordsOf(printed).join(" ")));
    },
  );

  it.each(everyKind)("$kind has tables whose rows are as wide as their heads", async (issued) => {
    const { structure } = await read(printDocument(issued));
    const tables = elementsOf(structure, "Table");
    expect(tables.length).toBeGreaterThan(0);
    for (const table of tables) {
      const rows = elementsOf(table, "TR");
      const widths = new Set(rows.map(({ children }) => children.length));
      expect(widths.size).toBe(1);
      for (const head of elementsOf(table, "TH")) expect(head.scope).toMatch(/^(Column|Row)$/);
      for (const row of rows) expect(row.children.some(({ type }) => type === "TH")).toBe(true);
    }
  });
});

describe("a printed document", () => {
  it("repeats a table's head on each page for the eye alone, and numbers its pages", async () => {
    const { pages, structure, artifacts } = await read(
      printInvoice(issuedInvoice(Array.from({ length: 60 }, () => aCharge))),
    );
    expect(pages).toBeGreaterThan(3);
    expect(elementsOf(structure, "THead")).toHaveLength(1);
    expect(artifacts.filter((text) => text === "Laddning").length).toBeGreaterThanOrEqual(
      pages - 2,
    );
    expect(artifacts).toContain(`Sida 1 av ${pages}`);
    expect(elementsOf(structure, "TR").length).toBeGreaterThan(60);
  });

  it("is the same bytes each time it is printed", async () => {
    const printed = printInvoice(issuedInvoice([aCharge]));
    expect(await renderPdf(printed)).toEqual(await renderPdf(printed));
  });

  it("says a name as it is, and tells that a letter is missing rather than showing an empty box", async () => {
    const named = { ...aFirm, name: "Łódź & Søn <AS> 東" };
    const { structure } = await read(printInvoice(issuedInvoice([aCharge], { buyer: named })));
    expect(textOf(structure)).toContain("Łódź & Søn <AS> ?");
  });

  it("holds any invoice, whatever its names and amounts", async () => {
    await fc.assert(
      fc.asyncProperty(anyInvoice, async (invoice) => {
        const { unmarked, structure } = await read(printInvoice(invoice));
        expect(unmarked).toEqual([]);
        expect(textOf(structure)).toContain(invoice.number);
      }),
      { numRuns: 8 },
    );
  });
});

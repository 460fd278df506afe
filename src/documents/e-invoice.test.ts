import fc from "fast-check";
import { describe, expect, it } from "vitest";

import type { EInvoiceFormat } from "@/core/invoicing/document-format";
import type { BilledDocument } from "@/core/invoicing/billed-document";
import type { InvoiceDocument } from "@/core/invoicing/invoice-document";
import { aCharge, aFirm, issuedInvoice } from "@/core/invoicing/issued-invoice.fixture";
import { exponentOf } from "@/core/money/currency";
import { divRound } from "@/core/money/rounding";
import { renderEInvoice } from "./e-invoice";
import { anyInvoice } from "./e-invoice/any-invoice.fixture";
import { readEInvoice, type ReadEInvoice } from "./e-invoice/read-e-invoice.fixture";
import { aCreditNote, aReceipt } from "./every-kind.fixture";

async function render(document: BilledDocument, format: EInvoiceFormat): Promise<Uint8Array> {
  const rendered = await renderEInvoice(document, format);
  if (!rendered.ok) throw new Error(`refused: ${rendered.reason.code} ${rendered.reason.detail}`);
  return rendered.value;
}

const read = async (document: BilledDocument, format: EInvoiceFormat) =>
  readEInvoice(await render(document, format), format);
const textOf = async (document: BilledDocument, format: EInvoiceFormat) =>
  new TextDecoder().decode(await render(document, format));
const total = (amounts: readonly bigint[]) => amounts.reduce((sum, amount) => sum + amount, 0n);

/** Checks a property of the file of any invoice. */
const always = (format: EInvoiceFormat, check: (file: ReadEInvoice, of: InvoiceDocument) => void) =>
  fc.assert(
    fc.asyncProperty(anyInvoice, async (invoice) => check(await read(invoice, format), invoice)),
    { numRuns: 60 },
  );

describe.each(["ubl", "cii"] as const)("an e-invoice in %s", (format) => {
  it("adds up, line by line and rate by rate (BR-CO-10 to BR-CO-16, BR-S-08)", async () => {
    await always(format, (file) => {
      expect(file.sumOfLines).toBe(total(file.lines.map(({ net }) => net)));
      expect(file.net).toBe(file.sumOfLines);
      expect(file.vat).toBe(total(file.rates.map(({ vat }) => vat)));
      expect(file.gross).toBe(file.net + file.vat);
      expect(file.payable).toBe(file.gross);
      expect(new Set(file.rates.map(({ rate }) => rate)).size).toBe(file.rates.length);
      for (const { rate, net } of file.rates) {
        const lines = file.lines.filter((line) => line.rate === rate);
        expect(net).toBe(total(lines.map((line) => line.net)));
      }
    });
  });

  it("reckons VAT to within one minor unit of net times rate for each country (BR-CO-17, BR-S-09)", async () => {
    await always(format, (file, { currency, perRate }) => {
      const most = BigInt(new Set(perRate.map(({ country }) => country)).size);
      const minor = 10n ** BigInt(2 - (exponentOf(currency) ?? 0));
      for (const { rate, net, vat } of file.rates) {
        const reckoned = divRound(net * rate, 1_000_000n * minor, "half-away") * minor;
        const off = vat > reckoned ? vat - reckoned : reckoned - vat;
        expect(off <= most * minor).toBe(true);
      }
    });
  });

  it("has a net amount of quantity times price in each line, and no price below zero (BR-27, PEPPOL-EN16931-R120)", async () => {
    await always(format, (file) => {
      for (const { net, quantity, price, base } of file.lines) {
        expect(price).toBeGreaterThanOrEqual(0n);
        expect(base).toBeGreaterThan(0n);
        expect(quantity * price).toBe(net * base);
      }
    });
  });

  it("says what the issued document says", async () => {
    await always(format, (file, invoice) => {
      const scale = 10n ** BigInt(2 - (exponentOf(invoice.currency) ?? 0));
      expect(file.number).toBe(invoice.number);
      expect(file.net).toBe(BigInt(invoice.netMinor) * scale);
      expect(file.vat).toBe(BigInt(invoice.vatMinor) * scale);
      expect(file.payable).toBe(BigInt(invoice.totalMinor) * scale);
      expect(file.lines.length).toBe(invoice.lines.flatMap(({ perRate }) => perRate).length);
    });
  });

  it("is the same bytes each time it is rendered", async () => {
    await fc.assert(
      fc.asyncProperty(anyInvoice, async (invoice) => {
        expect(await render(invoice, format)).toEqual(await render(invoice, format));
      }),
      { numRuns: 10 },
    );
  });

  it("bills energy in kilowatt-hours at the price of all of them, and the rest in pieces", async () => {
    const charges = [
      aCharge,
      { ...aCharge, energyMicroKwh: 0n },
      { ...aCharge, amounts: [[250_000, -10_000n]] as const },
    ];
    const { lines } = await read(issuedInvoice(charges), format);
    expect(lines).toMatchObject([
      { unit: "KWH", quantity: 20_450_000n, price: 8000n, base: 20_450_000n, net: 8000n },
      { unit: "C62", quantity: 1_000_000n, price: 8000n, base: 1_000_000n, net: 8000n },
      { unit: "KWH", quantity: -20_450_000n, price: 8000n, base: 20_450_000n, net: -8000n },
    ]);
  });

  it("says on each line what the buyer books it on, and nothing where he does not divide (BT-133)", async () => {
    const centre = { code: "4100-SYD & ÅR", name: "Sälj" };
    const charges = [
      { ...aCharge, label: { purpose: "business", costCentre: centre } as const },
      { ...aCharge, label: { purpose: "private", costCentre: null } as const },
      aCharge,
    ];
    const { lines } = await read(issuedInvoice(charges, { buyer: aFirm }), format);
    expect(lines.map(({ costCentre }) => costCentre)).toEqual([centre.code, null, null]);
  });

  it("keeps names as they are, whatever XML means by their characters", async () => {
    const name = `Åsa <Öberg> & "Söner" &amp; &none; ]]> ü😀`;
    const named = { ...aFirm, name };
    expect((await read(issuedInvoice([aCharge], { buyer: named }), format)).buyerName).toBe(name);
    const pieces = fc.string({
      unit: fc.constantFrom("&", "amp;", "#65;", "#x41;", "lt;", "x", "<"),
    });
    await fc.assert(
      fc.asyncProperty(pieces, async (odd) => {
        const buyer = { ...aFirm, name: `x${odd}` };
        const file = await read(issuedInvoice([aCharge], { buyer }), format);
        expect(file.buyerName).toBe(buyer.name);
      }),
      { numRuns: 50 },
    );
  });

  it("writes no character that XML cannot hold", async () => {
    const broken = { ...aFirm, name: "A\u0000B\u001b\ud800C\uffff" };
    const { buyerName } = await read(issuedInvoice([aCharge], { buyer: broken }), format);
    expect(buyerName).toBe("A\ufffdB\ufffd\ufffdC\ufffd");
  });

  it("tells countries apart in its note and its lines, which the standard's breakdown does not", async () => {
    const abroad = { ...aCharge, supplyCountry: "NL", amounts: [[210_000, 12_100n]] as const };
    const xml = (await textOf(issuedInvoice([aCharge, abroad]), format)).replaceAll("\u00a0", " ");
    expect(xml).toContain("Sverige: 25 % moms på 80,00 kr är 20,00 kr.");
    expect(xml).toContain("Nederländerna: 21 % moms på 100,00 kr är 21,00 kr.");
    expect(xml).toContain("NL (Nederländerna)");
  });

  it("refuses what the standard has no words for, with the reason", async () => {
    const refused = await renderEInvoice(issuedInvoice([]), format);
    expect(refused).toEqual({ ok: false, reason: { code: "no-lines", detail: "" } });
    const nowhere = issuedInvoice([aCharge], {
      buyer: { ...aFirm, country: "QQ", vatNumber: null },
    });
    expect(await renderEInvoice(nowhere, format)).toMatchObject({
      ok: false,
      reason: { code: "schema", detail: expect.stringContaining("IdentificationCode") as string },
    });
  });
});

describe.each(["ubl", "cii"] as const)("in %s", (format) => {
  it("a credit note has its own type, names what it takes back, and adds up", async () => {
    const note = aCreditNote(issuedInvoice([aCharge]));
    const xml = await textOf(note, format);
    expect(xml).toMatch(/TypeCode>381</);
    expect(xml).toContain(note.credits.number);
    const file = await read(note, format);
    expect([file.net, file.vat, file.payable]).toEqual([8000n, 2000n, 10_000n]);
    expect(file.lines).toMatchObject([{ unit: "KWH", quantity: 20_450_000n, net: 8000n }]);
  });

  it("what the total was rounded by stands beside it (BR-CO-16)", async () => {
    const rounded = issuedInvoice([aCharge], { roundingMinor: "-49", totalMinor: "9951" });
    const file = await read({ ...rounded, netMinor: "8000", vatMinor: "2000" }, format);
    expect([file.gross, file.payable]).toEqual([10_000n, 9951n]);
    expect(await textOf(rounded, format)).toMatch(/RoundingAmount[^>]*>-0\.49</);
  });

  it("what a receipt says is paid is not due any more", async () => {
    const file = await read(aReceipt, format);
    expect([file.gross, file.payable]).toEqual([10_000n, 0n]);
    expect(await textOf(aReceipt, format)).toMatch(
      /(Prepaid(Amount)|TotalPrepaidAmount)[^>]*>100\.00</,
    );
  });

  it("reverse charge has its category, no VAT, and its reason in the buyer's language", async () => {
    const reversed = { ...aCharge, supplyCountry: "NL", amounts: [[0, 10_000n, "AE"]] as const };
    const firm = { ...aFirm, country: "NL", vatNumber: "NL001234567B01" };
    const invoice = issuedInvoice([reversed], { buyer: firm });
    const xml = await textOf(invoice, format);
    expect(xml).toContain("VATEX-EU-AE");
    expect(xml).toContain("Omvänd betalningsskyldighet i Nederländerna");
    expect((await read(invoice, format)).vat).toBe(0n);
    const english = await textOf({ ...invoice, locale: "en" }, format);
    expect(english).toContain("Reverse charge in Netherlands");
  });

  it("what is outside the scope of VAT has no rate and names no VAT number (BR-O-02, BR-O-05)", async () => {
    const outside = { ...aCharge, amounts: [[0, 6000n, "O"]] as const };
    const invoice = issuedInvoice([outside], { buyer: aFirm });
    const xml = await textOf(invoice, format);
    expect(xml).toContain("VATEX-EU-O");
    expect(xml).not.toContain("SE556000461501");
    expect(xml).not.toMatch(/Percent>/);
    const mixed = issuedInvoice([aCharge, outside]);
    expect(await renderEInvoice(mixed, format)).toMatchObject({
      reason: { code: "outside-scope-mixed" },
    });
  });

  it("VAT is stated once more in the seller's own currency (BT-111)", async () => {
    const accountingVat = {
      currency: "SEK",
      rateMicro: "11250000",
      rateOn: "2026-11-02",
      rateSource: "ECB",
      vatMinor: "22500",
    };
    const xml = await textOf(issuedInvoice([aCharge], { currency: "EUR", accountingVat }), format);
    expect(xml).toMatch(/TaxCurrencyCode>SEK</);
    expect(xml).toMatch(/currencyID="SEK">225\.00</);
  });

  it("a fee is a line of one piece with the words of its item", async () => {
    const plain = issuedInvoice([aCharge]);
    const [charge] = plain.lines;
    if (!charge) throw new Error("no line");
    const { seq, netMinor, vatMinor, grossMinor, perRate } = charge;
    const fee = {
      kind: "item" as const,
      itemId: "b1",
      words: { code: "subscription_fee" as const, parameters: { plan: "Plus" } },
      supplyCountry: "SE",
      periodStart: "2026-09-30T22:00:00Z",
      periodEnd: "2026-10-31T23:00:00Z",
      servicedAt: "2026-09-30T22:00:00Z",
      lateFrom: null,
      seq,
      netMinor,
      vatMinor,
      grossMinor,
      perRate,
    };
    const { lines } = await read({ ...plain, lines: [fee] }, format);
    expect(lines).toMatchObject([{ name: "Abonnemang Plus", unit: "C62", net: 8000n }]);
  });
});

describe("an e-invoice in ubl and cii", () => {
  it("says the same in both", async () => {
    await fc.assert(
      fc.asyncProperty(anyInvoice, async (invoice) => {
        const [ubl, cii] = [await read(invoice, "ubl"), await read(invoice, "cii")];
        expect({ ...cii, customization: "" }).toEqual({ ...ubl, customization: "" });
      }),
      { numRuns: 30 },
    );
  });

  it("names an account that is no IBAN by its giro in ubl and in words in cii", async () => {
    const paymentTerms = { days: 10, bankAccount: "BG 5555-0001" };
    const invoice = issuedInvoice([aCharge], { paymentTerms });
    expect(await textOf(invoice, "ubl")).toContain("<cbc:ID>SE:BANKGIRO</cbc:ID>");
    const cii = await textOf(invoice, "cii");
    expect(cii).toContain("BG 5555-0001");
    expect(cii).not.toContain("IBANID");
  });

  it("puts an old document's town, not told in two, whole into the third line", async () => {
    const { town: _town, ...old } = aFirm;
    const xml = await textOf(issuedInvoice([aCharge], { buyer: old }), "ubl");
    expect(xml).toContain("<cbc:Line>411 06 Göteborg</cbc:Line>");
  });
});

describe("the profile of an e-invoice", () => {
  const PEPPOL = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0";
  const CORE = "urn:cen.eu:en16931:2017";
  const { seller } = issuedInvoice([aCharge]);
  const dutchRate = { ...aCharge, supplyCountry: "NL", amounts: [[210_000, 12_100n]] as const };
  const cases: readonly (readonly [string, InvoiceDocument, string])[] = [
    ["Peppol's between firms", issuedInvoice([aCharge], { buyer: aFirm }), PEPPOL],
    ["EN 16931 for a consumer", issuedInvoice([aCharge]), CORE],
    [
      "EN 16931 where a Swedish seller bills another country's rate (SE-R-006)",
      issuedInvoice([dutchRate], { buyer: aFirm }),
      CORE,
    ],
    [
      "EN 16931 where the seller's organisation number is wrong (SE-R-013)",
      issuedInvoice([aCharge], {
        buyer: aFirm,
        seller: { ...seller, organisationNumber: "556000-4616", vatNumber: "SE556000461601" },
      }),
      CORE,
    ],
    [
      "EN 16931 where Peppol has rules of the seller's country",
      issuedInvoice([aCharge], {
        buyer: aFirm,
        seller: { ...seller, country: "DE", vatNumber: "DE123456789" },
      }),
      CORE,
    ],
  ];
  it.each(cases)("is %s", async (_name, invoice, customization) => {
    expect((await read(invoice, "ubl")).customization).toBe(customization);
    expect((await read(invoice, "cii")).customization).toBe(CORE);
  });
});

import { describe, expect, it } from "vitest";

import { canonicalText } from "./canonical-text";
import { aCharge, issuedInvoice } from "./issued-invoice.fixture";
import { readInvoiceDocument } from "./read-invoice-document";

// As the first release stored it, byte for byte: two countries of one rate in one row.
const FIRST =
  '{"buyer":{"address":["Älvgatan 2","411 01 Göteborg"],"country":"SE","customerNumber":"10001",' +
  '"email":"asa@kvitt.example","name":"Åsa Öberg","organisationNumber":null,"vatNumber":null},"currency":"EUR",' +
  '"dueOn":"2026-11-13","invoiceId":"i1","issuedOn":"2026-11-03","lines":[{"chargeId":"c1","city":"Utrecht",' +
  '"endedAt":"2026-10-04T20:41:00Z","energyMicroKwh":"20450000","explanation":[],"grossMinor":"703",' +
  '"lateFrom":null,"netMinor":"581","operator":"Kanaal","perRate":[{"grossMinor":"703","netMinor":"581",' +
  '"vatMinor":"122","vatRate":210000}],"place":"Kade 1","seq":1,"startedAt":"2026-10-04T18:12:00Z",' +
  '"supplyCountry":"NL","vatMinor":"122"},{"chargeId":"c2","city":"Lleida","endedAt":"2026-10-06T10:00:00Z",' +
  '"energyMicroKwh":"1000000","explanation":[],"grossMinor":"100","lateFrom":null,"netMinor":"83",' +
  '"operator":"Sol","perRate":[{"grossMinor":"100","netMinor":"83","vatMinor":"17","vatRate":210000}],' +
  '"place":"Rambla 2","seq":2,"startedAt":"2026-10-06T09:00:00Z","supplyCountry":"ES","vatMinor":"17"}],' +
  '"locale":"sv","netMinor":"664","number":"K-2026-000001","paymentTerms":{"bankAccount":null,"days":10},' +
  '"perRate":[{"grossMinor":"803","netMinor":"664","vatMinor":"139","vatRate":210000}],' +
  '"periodEnd":"2026-10-31T23:00:00Z","periodStart":"2026-09-30T22:00:00Z","planName":"Löpande",' +
  '"priceBasis":"gross","roundingPolicy":"vat-per-rate-on-total","schema":"kvitt.invoice/1","seller":{' +
  '"address":["Storgatan 1","111 22 Stockholm"],"country":"SE","email":"faktura@kvitt.example",' +
  '"name":"Kvitt Demo AB","organisationNumber":"556000-4615","vatNumber":"SE556000461501"},' +
  '"timeZone":"Europe/Stockholm","totalMinor":"803","vatMinor":"139","vatTrace":[]}';

describe("an invoice of the first schema", () => {
  it("keeps its bytes: what was stored is what canonical text makes of it", () => {
    expect(canonicalText(JSON.parse(FIRST) as object)).toBe(FIRST);
  });

  it("is read in today's shape, with its countries told apart by its lines", () => {
    const invoice = readInvoiceDocument(FIRST);
    expect(invoice).toMatchObject({
      schema: "kvitt.invoice/1",
      occasion: null,
      form: "full",
      roundingMinor: "0",
      totalMinor: "803",
      suppliedFrom: "2026-10-04",
      suppliedUntil: "2026-10-06",
      exemptions: [],
      accountingVat: null,
    });
    expect(invoice.perRate).toEqual([
      {
        country: "ES",
        category: "S",
        vatRate: 210_000,
        netMinor: "83",
        vatMinor: "17",
        grossMinor: "100",
      },
      {
        country: "NL",
        category: "S",
        vatRate: 210_000,
        netMinor: "581",
        vatMinor: "122",
        grossMinor: "703",
      },
    ]);
    expect(invoice.lines.map(({ kind }) => kind)).toEqual(["charge", "charge"]);
  });
});

describe("an invoice of today", () => {
  it("is read as it was stored", () => {
    const invoice = issuedInvoice([aCharge]);
    const text = canonicalText(invoice);
    expect(readInvoiceDocument(text)).toEqual(invoice);
    expect(canonicalText(readInvoiceDocument(text))).toBe(text);
  });
});

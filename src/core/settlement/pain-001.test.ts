import { describe, expect, it } from "vitest";
import { isIban, painFile, type PaymentOrder } from "./pain-001";

const ORDER: PaymentOrder = {
  messageId: "KVT-20261123-000001",
  createdAt: Temporal.Instant.from("2026-11-23T08:00:00.123Z"),
  executeOn: Temporal.PlainDate.from("2026-11-24"),
  currency: "EUR",
  debtor: {
    name: "Kvitt Laddning AB",
    iban: "SE45 5000 0000 0583 9825 7466",
    bic: null,
    country: "SE",
  },
  transfers: [
    {
      endToEndId: "PI-1",
      creditor: {
        name: "Kanaal & Söhne <BV>",
        iban: "NL91ABNA0417164300",
        bic: "ABNANL2A",
        country: "NL",
      },
      amountMinor: 123_456n,
      remittance: "2026/77",
    },
    {
      endToEndId: "PI-2",
      creditor: { name: "Nordström", iban: "DE89370400440532013000", bic: null, country: "DE" },
      amountMinor: 5n,
      remittance: "F-1",
    },
  ],
};

// What each element of a name holds, without what stands inside of it.
const texts = (xml: string, name: string) =>
  xml
    .matchAll(new RegExp(`<${name}(?: [^>]*)?>(.*?)</${name}>`, "gsu"))
    .map(([, text]) => text)
    .toArray();

describe("a pain.001 file", () => {
  it("states every payment, their number and their sum, twice the same", () => {
    const xml = painFile(ORDER);
    expect(texts(xml, "InstdAmt")).toEqual(["1234.56", "0.05"]);
    expect(texts(xml, "CtrlSum")).toEqual(["1234.61", "1234.61"]);
    expect(texts(xml, "NbOfTxs")).toEqual(["2", "2"]);
    expect(texts(xml, "IBAN")).toEqual([
      "SE4550000000058398257466",
      "NL91ABNA0417164300",
      "DE89370400440532013000",
    ]);
    expect(texts(xml, "EndToEndId")).toEqual(["PI-1", "PI-2"]);
    expect(texts(xml, "CreDtTm")).toEqual(["2026-11-23T08:00:00Z"]);
  });

  it("writes names in the characters that SEPA allows", () => {
    expect(texts(painFile(ORDER), "Nm")).toContain("Kanaal + Sohne .BV.");
  });

  it("asks for SEPA in euro only, and writes a currency without decimals without them", () => {
    expect(texts(painFile(ORDER), "SvcLvl")).toHaveLength(1);
    const yen = painFile({ ...ORDER, currency: "JPY" });
    expect(texts(yen, "SvcLvl")).toHaveLength(0);
    expect(texts(yen, "InstdAmt")).toEqual(["123456", "5"]);
  });

  it("refuses to pay nothing, to nobody, or to an account with a wrong digit", () => {
    const [first] = ORDER.transfers;
    if (!first) throw new Error("the order has no transfer");
    const withOne = (over: Partial<typeof first>) => ({
      ...ORDER,
      transfers: [{ ...first, ...over }],
    });
    expect(() => painFile({ ...ORDER, transfers: [] })).toThrow("at least one");
    expect(() => painFile(withOne({ amountMinor: 0n }))).toThrow("pays nothing");
    const wrong = { ...first.creditor, iban: "NL91ABNA0417164301" };
    expect(() => painFile(withOne({ creditor: wrong }))).toThrow("not an IBAN");
    expect(isIban("GB82 WEST 1234 5698 7654 32")).toBe(true);
    expect(isIban("GB82 WEST 1234 5698 7654 33")).toBe(false);
  });
});

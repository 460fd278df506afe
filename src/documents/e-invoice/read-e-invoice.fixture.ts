import { parseXmlDocument, type Element, type Document } from "slimdom";

import type { EInvoiceFormat } from "@/core/invoicing/document-format";
import { parseDecimal } from "@/core/money/quantity";

/** What a file says, read back by names alone. Amounts in 10⁻² of the main unit, quantities in 10⁻⁶, rates in 10⁻⁴ %. */
export interface ReadEInvoice {
  readonly customization: string;
  readonly number: string;
  readonly buyerName: string;
  readonly lines: readonly {
    readonly name: string;
    readonly unit: string | null;
    readonly net: bigint;
    readonly quantity: bigint;
    readonly price: bigint;
    readonly base: bigint;
    readonly rate: bigint;
    /** Buyer accounting reference (BT-133); null where there is none. */
    readonly costCentre: string | null;
  }[];
  readonly rates: readonly { readonly rate: bigint; readonly net: bigint; readonly vat: bigint }[];
  readonly sumOfLines: bigint;
  readonly net: bigint;
  readonly vat: bigint;
  readonly gross: bigint;
  readonly payable: bigint;
}

const PATHS = {
  ubl: {
    customization: "CustomizationID",
    number: "ID",
    buyerName: "AccountingCustomerParty/Party/PartyLegalEntity/RegistrationName",
    line: "InvoiceLine",
    name: "Item/Name",
    lineNet: "LineExtensionAmount",
    quantity: "InvoicedQuantity",
    price: "Price/PriceAmount",
    base: "Price/BaseQuantity",
    lineRate: "Item/ClassifiedTaxCategory/Percent",
    costCentre: "AccountingCost",
    tax: "TaxTotal/TaxSubtotal",
    taxRate: "TaxCategory/Percent",
    taxNet: "TaxableAmount",
    taxVat: "TaxAmount",
    sumOfLines: "LegalMonetaryTotal/LineExtensionAmount",
    net: "LegalMonetaryTotal/TaxExclusiveAmount",
    vat: "TaxTotal/TaxAmount",
    gross: "LegalMonetaryTotal/TaxInclusiveAmount",
    payable: "LegalMonetaryTotal/PayableAmount",
  },
  cii: {
    customization: "ExchangedDocumentContext/GuidelineSpecifiedDocumentContextParameter/ID",
    number: "ExchangedDocument/ID",
    buyerName: "SupplyChainTradeTransaction/ApplicableHeaderTradeAgreement/BuyerTradeParty/Name",
    line: "SupplyChainTradeTransaction/IncludedSupplyChainTradeLineItem",
    name: "SpecifiedTradeProduct/Name",
    lineNet:
      "SpecifiedLineTradeSettlement/SpecifiedTradeSettlementLineMonetarySummation/LineTotalAmount",
    quantity: "SpecifiedLineTradeDelivery/BilledQuantity",
    price: "SpecifiedLineTradeAgreement/NetPriceProductTradePrice/ChargeAmount",
    base: "SpecifiedLineTradeAgreement/NetPriceProductTradePrice/BasisQuantity",
    lineRate: "SpecifiedLineTradeSettlement/ApplicableTradeTax/RateApplicablePercent",
    costCentre: "SpecifiedLineTradeSettlement/ReceivableSpecifiedTradeAccountingAccount/ID",
    tax: "SupplyChainTradeTransaction/ApplicableHeaderTradeSettlement/ApplicableTradeTax",
    taxRate: "RateApplicablePercent",
    taxNet: "BasisAmount",
    taxVat: "CalculatedAmount",
    ...ciiTotals({
      sumOfLines: "LineTotalAmount",
      net: "TaxBasisTotalAmount",
      vat: "TaxTotalAmount",
      gross: "GrandTotalAmount",
      payable: "DuePayableAmount",
    }),
  },
} as const;

function ciiTotals<T extends Record<string, string>>(names: T): T {
  const place =
    "SupplyChainTradeTransaction/ApplicableHeaderTradeSettlement/SpecifiedTradeSettlementHeaderMonetarySummation";
  return Object.fromEntries(
    Object.entries(names).map(([name, element]) => [name, `${place}/${element}`]),
  ) as T;
}

/** Reads a file with a parser that refuses what is not well-formed. Throws on what is missing or said twice. */
export function readEInvoice(xml: Uint8Array, format: EInvoiceFormat): ReadEInvoice {
  const paths = PATHS[format];
  const root = rootOf(parseXmlDocument(new TextDecoder("utf-8", { fatal: true }).decode(xml)));
  const cents = (from: Element, path: string) => decimal(text(from, path), 2);
  return {
    customization: text(root, paths.customization),
    number: text(root, paths.number),
    buyerName: text(root, paths.buyerName),
    lines: [...all(root, paths.line), ...all(root, "CreditNoteLine")].map((line) => ({
      name: text(line, paths.name),
      unit: quantityOf(line, paths.quantity).getAttribute("unitCode"),
      net: cents(line, paths.lineNet),
      quantity: decimal(quantityOf(line, paths.quantity).textContent ?? "", 6),
      price: cents(line, paths.price),
      base: decimal(text(line, paths.base), 6),
      rate: rateOf(line, paths.lineRate),
      costCentre: all(line, paths.costCentre).length === 0 ? null : text(line, paths.costCentre),
    })),
    rates: all(root, paths.tax).map((tax) => ({
      rate: rateOf(tax, paths.taxRate),
      net: cents(tax, paths.taxNet),
      vat: cents(tax, paths.taxVat),
    })),
    sumOfLines: cents(root, paths.sumOfLines),
    net: cents(root, paths.net),
    vat: cents(root, paths.vat),
    gross: cents(root, paths.gross),
    payable: cents(root, paths.payable),
  };
}

function rootOf(document: Document): Element {
  if (!document.documentElement) throw new Error("the file has no element");
  return document.documentElement;
}

function all(from: Element, path: string): Element[] {
  const within = (parents: Element[], name: string) =>
    parents.flatMap((parent) => parent.children.filter((child) => child.localName === name));
  return path.split("/").reduce(within, [from]);
}

// A credit note's lines have a quantity of another name.
function quantityOf(line: Element, path: string): Element {
  return all(line, path)[0] ?? one(line, "CreditedQuantity");
}

// What is outside the scope of VAT has no rate.
function rateOf(from: Element, path: string): bigint {
  return all(from, path).length === 0 ? 0n : decimal(text(from, path), 4);
}

function one(from: Element, path: string): Element {
  const [found, ...more] = all(from, path);
  if (!found || more.length > 0)
    throw new Error(`${path} is there ${more.length + (found ? 1 : 0)} times`);
  return found;
}

function text(from: Element, path: string): string {
  return one(from, path).textContent ?? "";
}

function decimal(value: string, digits: number): bigint {
  const parsed = parseDecimal(value, digits);
  if (!parsed.ok || parsed.value.isRounded) throw new Error(`${value} has not ${digits} decimals`);
  return parsed.value.value;
}

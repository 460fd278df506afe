import { exponentOf } from "@/core/money/currency";

import type { DocumentRefusal } from "./document-refusal";
import type { DocumentVatAmount } from "./document-parts";
import type { BilledDocument } from "./billed-document";
import { plainIdentifier } from "./plain-identifier";

const MOST_DECIMALS = 2;
const VAT_NUMBER = /^[A-Z]{2}[0-9A-Z]{2,}$/;

/**
 * What keeps an issued document out of EN 16931, or null. Everything else that the standard asks for
 * follows from how documents are made.
 */
export function eInvoiceObstacle(document: BilledDocument): DocumentRefusal | null {
  const { currency, lines, perRate, seller, buyer } = document;
  if (lines.length === 0) return { code: "no-lines", detail: "" };
  if ((exponentOf(currency) ?? MOST_DECIMALS + 1) > MOST_DECIMALS) {
    return { code: "currency-decimals", detail: currency };
  }
  const wrong = findWrongSum(document);
  if (wrong !== null) return { code: "sums-differ", detail: wrong };
  if (document.schema === "kvitt.invoice/1" && perRate.some(({ vatRate }) => vatRate === 0)) {
    return { code: "vat-reason-unknown", detail: "0 %" };
  }
  const categories = new Set(perRate.map(({ category }) => category));
  if (categories.has("O")) {
    return categories.size === 1 ? null : { code: "outside-scope-mixed", detail: "O" };
  }
  if (categories.has("AE") && buyer.vatNumber === null) {
    return { code: "buyer-vat-number", detail: "" };
  }
  if (seller.vatNumber === null || !VAT_NUMBER.test(plainIdentifier(seller.vatNumber))) {
    return { code: "seller-vat-number", detail: seller.vatNumber ?? "" };
  }
  if (buyer.vatNumber !== null && !VAT_NUMBER.test(plainIdentifier(buyer.vatNumber))) {
    return { code: "buyer-vat-number", detail: buyer.vatNumber };
  }
  return null;
}

type Sums = { net: bigint; vat: bigint; gross: bigint };

function findWrongSum(document: BilledDocument): string | null {
  const { netMinor, vatMinor, totalMinor, roundingMinor } = document;
  const grossMinor = (BigInt(totalMinor) - BigInt(roundingMinor)).toString();
  const wholes = sumsOf([{ netMinor, vatMinor, grossMinor }]);
  const rows = sumByRow(document.lines.flatMap((line) => line.perRate));
  if (rows.size !== document.perRate.length) return "perRate";
  for (const row of document.perRate) {
    if (differs(rows.get(nameOf(row)), sumsOf([row]))) return `perRate ${nameOf(row)}`;
  }
  for (const line of document.lines) {
    if (differs(sumsOf(line.perRate), sumsOf([line]))) return `lines ${line.seq}`;
  }
  if (differs(sumsOf(document.perRate), wholes)) return "total";
  return wholes.net + wholes.vat === wholes.gross ? null : "total";
}

function sumByRow(rows: readonly DocumentVatAmount[]): Map<string, Sums> {
  const groups = Map.groupBy(rows, nameOf);
  return new Map([...groups].map(([name, group]) => [name, sumsOf(group)]));
}

function nameOf({ country, category, vatRate }: DocumentVatAmount): string {
  return `${country} ${category} ${vatRate}`;
}

type Amounts = Pick<DocumentVatAmount, "netMinor" | "vatMinor" | "grossMinor">;

function sumsOf(rows: readonly Amounts[]): Sums {
  const sums: Sums = { net: 0n, vat: 0n, gross: 0n };
  for (const row of rows) {
    sums.net += BigInt(row.netMinor);
    sums.vat += BigInt(row.vatMinor);
    sums.gross += BigInt(row.grossMinor);
  }
  return sums;
}

function differs(a: Sums | undefined, b: Sums): boolean {
  return a === undefined || a.net !== b.net || a.vat !== b.vat || a.gross !== b.gross;
}

import { exponentOf } from "@/core/money/currency";

/**
 * An amount as banks write it ("-1 234,50", "1.234,50", "1,234.50", "1234.5", "+100", "1234,50-") in minor units; null
 * for anything else. What stands last of comma and point is the decimal mark, unless three digits follow it and the
 * other does not occur: then nobody can tell, and it is null.
 */
export function decimalAmount(text: string, currency: string): bigint | null {
  const exponent = exponentOf(currency);
  if (exponent === undefined) return null;
  const plain = text.replaceAll(/[\s\u00A0\u202F']/g, "").replace(/^[\u2212\u2013]/, "-");
  const parts = /^([+-]?)([\d.,]*\d)([+-]?)$/.exec(plain);
  if (!parts) return null;
  const [, before = "", digits = "", after = ""] = parts;
  if (before !== "" && after !== "") return null;
  const split = splitDecimals(digits);
  if (split === null) return null;
  const { whole, decimals } = split;
  const kept = decimals.replace(/0+$/, "");
  if (kept.length > exponent) return null;
  const value = BigInt(`${whole}${kept.padEnd(exponent, "0")}`);
  return before === "-" || after === "-" ? -value : value;
}

function splitDecimals(digits: string): { whole: string; decimals: string } | null {
  const marks = digits.match(/[.,]/g) ?? [];
  if (marks.length === 0) return { whole: digits, decimals: "" };
  const kinds = new Set(marks);
  const place = Math.max(digits.lastIndexOf("."), digits.lastIndexOf(","));
  const decimals = digits.slice(place + 1);
  const whole = digits.slice(0, place);
  if (kinds.size === 2) {
    // The mark of thousands stands before each group of three, the decimal mark once.
    const isGrouped = /^\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*$/.test(whole);
    return isGrouped ? { whole: whole.replaceAll(/[.,]/g, ""), decimals } : null;
  }
  if (marks.length > 1) {
    return /^\d{1,3}(?:[.,]\d{3})+$/.test(digits)
      ? { whole: digits.replaceAll(/[.,]/g, ""), decimals: "" }
      : null;
  }
  return decimals.length === 3 || whole === "" ? null : { whole, decimals };
}

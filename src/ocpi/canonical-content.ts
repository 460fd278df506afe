import { createHash } from "node:crypto";
import { isJsonObject, JsonNumber, type JsonValue } from "./json-value";

const NUMBER = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/;

/**
 * One text for all ways of writing the same content: keys sorted by code unit, no white space, numbers
 * as shortest significand and exponent (2, 2.0 and 20e-1 are one). Two bodies are a replay exactly if
 * these texts are equal (SHA-256 in `contentSha256`).
 */
export function canonicalContent(value: JsonValue): string {
  if (value instanceof JsonNumber) return canonicalNumber(value.source);
  if (Array.isArray(value)) return `[${value.map(canonicalContent).join(",")}]`;
  if (!isJsonObject(value)) return JSON.stringify(value);
  const entries = Object.keys(value)
    .toSorted()
    .map((key) => `${JSON.stringify(key)}:${canonicalContent(value[key] ?? null)}`);
  return `{${entries.join(",")}}`;
}

/** SHA-256 of `canonicalContent`. */
export function contentSha256(value: JsonValue): Uint8Array {
  return createHash("sha256").update(canonicalContent(value)).digest();
}

function canonicalNumber(source: string): string {
  const match = NUMBER.exec(source);
  if (match === null) return source;
  const fraction = match[3] ?? "";
  const digits = `${match[2] ?? ""}${fraction}`.replace(/^0+/, "");
  const significand = digits.replace(/0+$/, "");
  if (significand === "") return "0";
  const exponent =
    BigInt(match[4] ?? "0") - BigInt(fraction.length) + BigInt(digits.length - significand.length);
  return `${match[1] ?? ""}${significand}e${exponent}`;
}

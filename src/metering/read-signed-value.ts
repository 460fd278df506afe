import { no, type Outcome } from "@/core/outcome";
import type { SignedData, SignedValue } from "@/core/roaming/cdr";
import { readingsOfText } from "./decode-text";
import { isAlfen, readAlfen } from "./read-alfen";
import { isOcmf, readOcmf } from "./read-ocmf";
import type { SignedRecord, Unreadable } from "./signed-record";

/**
 * The encodings that OCPI and the S.A.F.E. association name. Those that we read, and those that we can only name: EDL
 * and ISA-EDL are SML telegrams, Mennekes' is an XML of its own, PCDF a text of a few makers.
 */
const NAMES: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/ocmf/i, "OCMF"],
  [/alfen/i, "Alfen Eichrecht"],
  [/mennekes/i, "EDL40 Mennekes"],
  [/isa/i, "ISA-EDL-40P"],
  [/edl|sml/i, "EDL40"],
  [/pcdf/i, "PCDF"],
];

/** The name that an encoding is commonly known by; one that nobody knows stays as it came. */
export function encodingName(method: string): string {
  return NAMES.find(([pattern]) => pattern.test(method))?.[1] ?? method.trim();
}

/**
 * Reads one signed value. What is signed counts, never `plain_data` beside it; but some operators send the whole
 * record there. The record's own form decides, whatever the encoding is called.
 */
export function readSignedValue(
  value: SignedValue,
  { encodingMethod }: SignedData,
): Outcome<SignedRecord, Unreadable> {
  const record = recordOf(value);
  if (record) return isOcmf(record) ? readOcmf(record) : readAlfen(record);
  const isKnown = /^(OCMF|Alfen)/.test(encodingName(encodingMethod));
  return no(isKnown ? "form" : "encoding");
}

/** The signed text of a value for other programs: the record itself where it is one that we know, else as it came. */
export function signedTextOf(value: SignedValue): {
  readonly text: string;
  readonly encoding: "plain" | "base64" | "hex";
} {
  const record = recordOf(value);
  if (record) return { text: record, encoding: "plain" };
  const text = value.signedData.trim();
  const isHex = /^(?:[\da-f]{2})+$/i.test(text);
  return { text, encoding: isHex ? "hex" : /^[\d+/=a-z]+$/i.test(text) ? "base64" : "plain" };
}

function recordOf({ signedData, plainData }: SignedValue): string | undefined {
  const texts = [...readingsOfText(signedData), ...readingsOfText(plainData)];
  return texts.find(isOcmf) ?? joinedOcmf(plainData, signedData) ?? texts.find(isAlfen);
}

// Payload and signature apart, one in each field.
function joinedOcmf(plainData: string, signedData: string): string | undefined {
  const [payload, seal] = [plainData, signedData].map((text) =>
    readingsOfText(text).find((one) => one.startsWith("{")),
  );
  return payload && seal && /"SD"\s*:/.test(seal) ? `OCMF|${payload}|${seal}` : undefined;
}

import type { SignedData } from "@/core/roaming/cdr";
import { encodingName, signedTextOf } from "./read-signed-value";

// What the transparency software calls the encodings.
const FORMATS: Readonly<Record<string, string>> = {
  OCMF: "OCMF",
  "Alfen Eichrecht": "ALFEN",
  "EDL40 Mennekes": "EDL_40_MENNEKES",
  "ISA-EDL-40P": "ISA_EDL_40_P",
  EDL40: "EDL_40_P",
  PCDF: "PCDF",
};

/**
 * Signed data as a file of the S.A.F.E. transparency software (its XML container), so that anybody can check them with
 * a program that is not ours. What is signed is passed on as it came.
 */
export function safeFile(data: SignedData, transactionId: string): string {
  const format = FORMATS[encodingName(data.encodingMethod)];
  const values = data.signedValues.map((value) => {
    const { text, encoding } = signedTextOf(value);
    const about = [...(format ? [`format="${format}"`] : []), `encoding="${encoding}"`].join(" ");
    const key = data.publicKey
      ? `\n    <publicKey encoding="${isHex(data.publicKey) ? "hex" : "base64"}">${escape(data.publicKey)}</publicKey>`
      : "";
    const context = value.nature ? ` context="${escape(value.nature)}"` : "";
    return `  <value transactionId="${escape(transactionId)}"${context}>\n    <signedData ${about}>${escape(text)}</signedData>${key}\n  </value>\n`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<values>\n${values.join("")}</values>\n`;
}

function isHex(text: string): boolean {
  return /^[\da-f\s]+$/i.test(text);
}

function escape(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

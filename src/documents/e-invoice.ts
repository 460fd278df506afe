import { FormatFactoryService, invoiceSchema, type Invoice } from "@e-invoice-eu/core";
import { Ajv2019, type ValidateFunction } from "ajv/dist/2019.js";

import type { EInvoiceFormat } from "@/core/invoicing/document-format";
import type { DocumentRefusal } from "@/core/invoicing/document-refusal";
import { eInvoiceObstacle } from "@/core/invoicing/e-invoice-obstacle";
import type { BilledDocument } from "@/core/invoicing/billed-document";
import { no, ok, type Outcome } from "@/core/outcome";
import { invoiceFields } from "./e-invoice/invoice-fields";
import { eInvoiceSource } from "./e-invoice/source";

const NAMES: Readonly<Record<EInvoiceFormat, string>> = { ubl: "UBL", cii: "CII" };
const silent = { log: () => {}, warn: () => {}, error: () => {} };
const factory = new FormatFactoryService();
const validators = new Map<EInvoiceFormat, ValidateFunction<Invoice>>();

/**
 * An issued invoice, credit note or receipt as XML in UTF-8, by EN 16931: UBL 2.1 or the Cross Industry Invoice D16B. The same
 * document always gives the same bytes. A document that the standard, or the library's schema of it,
 * has no words for is refused with the reason.
 */
export async function renderEInvoice(
  document: BilledDocument,
  format: EInvoiceFormat,
): Promise<Outcome<Uint8Array, DocumentRefusal>> {
  const obstacle = eInvoiceObstacle(document);
  if (obstacle) return no(obstacle);
  const fields: unknown = invoiceFields(eInvoiceSource(document), format);
  const isValid = validatorOf(format);
  if (!isValid(fields)) return no({ code: "schema", detail: firstOf(isValid) });
  const name = NAMES[format];
  const options = { format: name, lang: document.locale };
  const xml = await factory
    .createFormatService(name, silent)
    .generate(readable(fields, format), options);
  return ok(typeof xml === "string" ? new TextEncoder().encode(xml) : xml);
}

// The library's CII looks for the number of the document that is taken back one step too high, and writes its date in a
// namespace that the standard's schema refuses: it is given the number where it looks, and no date (BT-26 is optional).
function readable(fields: Invoice, format: EInvoiceFormat): Invoice {
  const invoice = fields["ubl:Invoice"];
  const references = invoice["cac:BillingReference"];
  if (format === "ubl" || !references) return fields;
  const flat: readonly object[] = references.map((one) => ({
    "cbc:ID": one["cac:InvoiceDocumentReference"]["cbc:ID"],
  }));
  return { "ubl:Invoice": { ...invoice, "cac:BillingReference": flat as typeof references } };
}

// The library compiles its schema anew for each file, which takes half a second; here it is done once.
function validatorOf(format: EInvoiceFormat): ValidateFunction<Invoice> {
  const known = validators.get(format);
  if (known) return known;
  const schema = structuredClone(invoiceSchema);
  factory.createFormatService(NAMES[format], silent).patchSchema(schema);
  const made = new Ajv2019({ strict: true, allErrors: false, useDefaults: true }).compile(schema);
  validators.set(format, made);
  return made;
}

function firstOf({ errors }: ValidateFunction<Invoice>): string {
  const [error] = errors ?? [];
  return `${error?.instancePath ?? ""} ${error?.message ?? ""}`.trim();
}

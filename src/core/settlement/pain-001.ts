import { exponentOf } from "@/core/money/currency";
import { invariant } from "@/core/invariant";

/** Whoever pays or is paid. */
export interface BankParty {
  readonly name: string;
  readonly iban: string;
  /** Null where the bank finds it by the IBAN. */
  readonly bic: string | null;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
}

/** One payment: minor units of the file's currency; the remittance is the creditor's invoice number. */
export interface CreditTransfer {
  /** At most 35 characters, unique in the file. */
  readonly endToEndId: string;
  readonly creditor: BankParty;
  readonly amountMinor: bigint;
  readonly remittance: string;
}

/** Payments that one account makes on one day. */
export interface PaymentOrder {
  /** At most 35 characters; a bank takes it once. */
  readonly messageId: string;
  readonly createdAt: Temporal.Instant;
  readonly executeOn: Temporal.PlainDate;
  readonly currency: string;
  readonly debtor: BankParty;
  readonly transfers: readonly CreditTransfer[];
}

/**
 * A customer credit transfer initiation, ISO 20022 pain.001.001.09: one batch, SEPA service level for euro. Text is
 * held to the characters that SEPA allows (EPC217-08): others become their plain letter, or a point.
 * Throws `InvariantError` for an empty order or an amount that is not above zero.
 */
export function painFile(order: PaymentOrder): string {
  const { transfers, currency } = order;
  invariant(transfers.length > 0, "a payment file holds at least one payment");
  const sum = transfers.reduce((total, { amountMinor }) => total + amountMinor, 0n);
  const count = String(transfers.length);
  const control = `<NbOfTxs>${count}</NbOfTxs><CtrlSum>${decimal(sum, currency)}</CtrlSum>`;
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"><CstmrCdtTrfInitn>',
    `<GrpHdr><MsgId>${code(order.messageId)}</MsgId><CreDtTm>${seconds(order.createdAt)}</CreDtTm>${control}`,
    `<InitgPty><Nm>${words(order.debtor.name, 70)}</Nm></InitgPty></GrpHdr>`,
    `<PmtInf><PmtInfId>${code(order.messageId)}</PmtInfId><PmtMtd>TRF</PmtMtd><BtchBookg>false</BtchBookg>${control}`,
    currency === "EUR" ? "<PmtTpInf><SvcLvl><Cd>SEPA</Cd></SvcLvl></PmtTpInf>" : "",
    `<ReqdExctnDt><Dt>${order.executeOn.toString()}</Dt></ReqdExctnDt>`,
    `<Dbtr><Nm>${words(order.debtor.name, 70)}</Nm><PstlAdr><Ctry>${order.debtor.country}</Ctry></PstlAdr></Dbtr>`,
    `<DbtrAcct><Id><IBAN>${iban(order.debtor.iban)}</IBAN></Id><Ccy>${currency}</Ccy></DbtrAcct>`,
    `<DbtrAgt><FinInstnId>${agent(order.debtor.bic)}</FinInstnId></DbtrAgt><ChrgBr>SLEV</ChrgBr>`,
    ...transfers.map((transfer) => transferOf(transfer, currency)),
    "</PmtInf></CstmrCdtTrfInitn></Document>",
  ];
  return `${lines.filter((line) => line !== "").join("\n")}\n`;
}

function transferOf(transfer: CreditTransfer, currency: string): string {
  const { creditor, amountMinor } = transfer;
  invariant(amountMinor > 0n, `${transfer.endToEndId} pays nothing`);
  const bank = creditor.bic
    ? `<CdtrAgt><FinInstnId>${agent(creditor.bic)}</FinInstnId></CdtrAgt>`
    : "";
  return (
    `<CdtTrfTxInf><PmtId><EndToEndId>${code(transfer.endToEndId)}</EndToEndId></PmtId>` +
    `<Amt><InstdAmt Ccy="${currency}">${decimal(amountMinor, currency)}</InstdAmt></Amt>${bank}` +
    `<Cdtr><Nm>${words(creditor.name, 70)}</Nm><PstlAdr><Ctry>${creditor.country}</Ctry></PstlAdr></Cdtr>` +
    `<CdtrAcct><Id><IBAN>${iban(creditor.iban)}</IBAN></Id></CdtrAcct>` +
    `<RmtInf><Ustrd>${words(transfer.remittance, 140)}</Ustrd></RmtInf></CdtTrfTxInf>`
  );
}

function agent(bic: string | null): string {
  return bic ? `<BICFI>${words(bic, 11)}</BICFI>` : "<Othr><Id>NOTPROVIDED</Id></Othr>";
}

/** Banks take at most 18 digits, with the currency's own decimals. */
function decimal(amountMinor: bigint, currency: string): string {
  const exponent = exponentOf(currency);
  invariant(exponent !== undefined, `unknown currency ${currency}`);
  if (exponent === 0) return String(amountMinor);
  const digits = String(amountMinor).padStart(exponent + 1, "0");
  return `${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
}

function seconds(at: Temporal.Instant): string {
  return at.round({ smallestUnit: "second", roundingMode: "trunc" }).toString();
}

function iban(text: string): string {
  const plain = text.replaceAll(/\s/gu, "").toUpperCase();
  invariant(isIban(plain), `not an IBAN: ${plain}`);
  return plain;
}

/** Whether a text is an IBAN: its letters, its length and its check digits (ISO 13616, ISO 7064 mod 97-10). */
export function isIban(text: string): boolean {
  const plain = text.replaceAll(/\s/gu, "").toUpperCase();
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/u.test(plain)) return false;
  const turned = plain.slice(4) + plain.slice(0, 4);
  const digits = turned.replaceAll(/[A-Z]/gu, (letter) => String(Number.parseInt(letter, 36)));
  return BigInt(digits) % 97n === 1n;
}

function code(text: string): string {
  const plain = words(text, 36);
  invariant(plain.length <= 35 && plain === text, `not a reference that banks take: ${text}`);
  return plain;
}

function words(text: string, longest: number): string {
  const plain = text
    .normalize("NFD")
    .replaceAll(/\p{Mn}/gu, "")
    .replaceAll("&", "+")
    .replaceAll(/[^A-Za-z0-9/\-?:().,'+ ]/gu, ".");
  return plain.slice(0, longest);
}

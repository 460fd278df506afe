import { ok, no, type Outcome } from "@/core/outcome";
import { exponentOf } from "@/core/money/currency";
import type { BankEntry, ReadStatement, UnreadLine } from "./bank-entry";
import { allOf, elementAt, readXml, textAt, type XmlElement } from "./xml-reader";

/**
 * Reads a bank statement of ISO 20022, camt.053.001.02 to .08: the booked entries of all its statements, with the
 * details that tell whom and what for. An entry of several transactions that state their own amounts, which sum to
 * it, is one entry each. What is pending or cannot be read is told, never dropped.
 */
export function readCamt053(source: string): Outcome<ReadStatement, "not-xml" | "not-camt053"> {
  const document = readXml(source);
  if (!document.ok) return no(document.reason);
  const statements = allOf(elementAt(document.value, "BkToCstmrStmt"), "Stmt");
  if (statements.length === 0) return no("not-camt053");
  const entries: BankEntry[] = [];
  const unread: UnreadLine[] = [];
  let line = 0;
  for (const statement of statements) {
    for (const entry of allOf(statement, "Ntry")) {
      line += 1;
      const read = readEntry(entry);
      if (typeof read === "string") unread.push({ line, reason: read, text: summary(entry) });
      else entries.push(...read);
    }
  }
  const account = elementAt(statements[0], "Acct", "Id");
  return ok({
    account: textAt(account, "IBAN") ?? textAt(account, "Othr", "Id"),
    entries,
    unread,
  });
}

function readEntry(entry: XmlElement): BankEntry[] | UnreadLine["reason"] {
  // A code since .04, plain text before.
  const status =
    textAt(entry, "Sts", "Cd") ?? textAt(entry, "Sts", "Prtry") ?? textAt(entry, "Sts");
  if (status !== null && status !== "BOOK") return "not_booked";
  const direction = textAt(entry, "CdtDbtInd");
  if (direction !== "CRDT" && direction !== "DBIT") return "no_direction";
  const booked = textAt(entry, "BookgDt", "Dt") ?? textAt(entry, "BookgDt", "DtTm")?.slice(0, 10);
  const bookedOn = dateOf(booked ?? textAt(entry, "ValDt", "Dt") ?? null);
  if (bookedOn === null) return "no_date";
  const whole = amountOf(elementAt(entry, "Amt"));
  if (whole === null) return "no_amount";
  // RvslInd only says that it reverses another; CdtDbtInd is the direction of this entry all the same.
  const sign = direction === "CRDT" ? 1n : -1n;
  const { currency } = whole;
  const bankRef = textAt(entry, "AcctSvcrRef") ?? textAt(entry, "NtryRef");
  const details = allOf(entry, "NtryDtls").flatMap((one) => allOf(one, "TxDtls"));
  const info = textAt(entry, "AddtlNtryInf");
  const amounts = details.map(
    (one) => amountOf(elementAt(one, "Amt")) ?? amountOf(elementAt(one, "AmtDtls", "TxAmt", "Amt")),
  );
  const isSplit =
    details.length > 1 &&
    amounts.every((one) => one !== null && one.currency === currency) &&
    amounts.reduce((sum, one) => sum + (one?.amountMinor ?? 0n), 0n) === whole.amountMinor;
  const parts = isSplit ? details : details.slice(0, 1);
  if (parts.length === 0) {
    const none = { reference: null, counterparty: null, text: info };
    return [{ bankRef, bookedOn, currency, amountMinor: sign * whole.amountMinor, ...none }];
  }
  return parts.map((detail, index) => ({
    bankRef: isSplit ? partRef(bankRef, detail, index) : bankRef,
    bookedOn,
    amountMinor: sign * ((isSplit ? amounts[index] : whole)?.amountMinor ?? 0n),
    currency,
    reference: referenceOf(detail),
    counterparty: counterpartyOf(detail, direction),
    text: unstructured(detail) ?? textAt(detail, "AddtlTxInf") ?? info,
  }));
}

function partRef(bankRef: string | null, detail: XmlElement, index: number): string | null {
  const own = textAt(detail, "Refs", "AcctSvcrRef") ?? textAt(detail, "Refs", "TxId");
  if (own !== null && own !== bankRef) return own;
  return bankRef === null ? null : `${bankRef}/${index + 1}`;
}

function referenceOf(detail: XmlElement): string | null {
  const structured = allOf(elementAt(detail, "RmtInf"), "Strd").flatMap(
    (one) =>
      textAt(one, "CdtrRefInf", "Ref") ?? textAt(one, "RfrdDocInf", "Nb") ?? ([] as string[]),
  );
  const end = textAt(detail, "Refs", "EndToEndId");
  return (
    structured[0] ??
    (end !== null && end !== "NOTPROVIDED" ? end : null) ??
    textAt(detail, "Refs", "MsgId") ??
    textAt(detail, "Refs", "PmtInfId")
  );
}

function counterpartyOf(detail: XmlElement, direction: "CRDT" | "DBIT"): string | null {
  const role = direction === "CRDT" ? "Dbtr" : "Cdtr";
  const parties = elementAt(detail, "RltdPties");
  // Since .08 a party is wrapped in Pty.
  return textAt(parties, role, "Nm") ?? textAt(parties, role, "Pty", "Nm");
}

function unstructured(detail: XmlElement): string | null {
  const lines = allOf(elementAt(detail, "RmtInf"), "Ustrd").map(({ text }) => text.trim());
  const text = lines.filter((line) => line !== "").join(" ");
  return text === "" ? null : text;
}

/** ISO 20022: a decimal point, no marks of thousands, no sign. */
function amountOf(amount: XmlElement | undefined) {
  const currency = amount?.attributes["Ccy"] ?? "";
  const exponent = exponentOf(currency);
  const parts = /^(\d+)(?:\.(\d+))?$/.exec(amount?.text.trim() ?? "");
  if (exponent === undefined || !parts) return null;
  const [, whole = "", decimals = ""] = parts;
  const kept = decimals.replace(/0+$/, "");
  if (kept.length > exponent) return null;
  return { currency, amountMinor: BigInt(`${whole}${kept.padEnd(exponent, "0")}`) };
}

function dateOf(text: string | null): Temporal.PlainDate | null {
  if (text === null) return null;
  try {
    return Temporal.PlainDate.from(text.slice(0, 10));
  } catch {
    return null;
  }
}

function summary(entry: XmlElement): string {
  return [textAt(entry, "BookgDt", "Dt"), textAt(entry, "Amt"), textAt(entry, "AcctSvcrRef")]
    .filter((part) => part !== null)
    .join(" ");
}

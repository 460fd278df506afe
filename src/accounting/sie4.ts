import { invariant } from "@/core/invariant";
import { money, toDecimalText } from "@/core/money/money";
import { encodeCp437, type Encoded } from "./code-pages";
import type { Voucher, VoucherFile } from "@/core/ledger/voucher";

/** The series that Kvitt's vouchers get in the bookkeeping. */
const SERIES = "K";

/**
 * Vouchers as a SIE file of type 4I ("SIE filformat", edition 4B/4C, sie.se): the records in the order of §5, in PC8,
 * lines ended by CR LF. Voucher numbers are the batch's own and may be replaced by the program that reads them.
 */
export function writeSie4(file: VoucherFile, program: { readonly version: string }): Encoded {
  const { periodStart, currency } = file;
  const year = periodStart.year;
  invariant(file.periodEnd.year === year, "a SIE file is of one financial year");
  const lines = [
    "#FLAGGA 0",
    `#PROGRAM ${quoted("Kvitt")} ${quoted(program.version)}`,
    "#FORMAT PC8",
    `#GEN ${compact(file.createdAt.toPlainDate())}`,
    "#SIETYP 4",
    `#ORGNR ${organisationNumber(file.organisationNumber)}`,
    `#FNAMN ${quoted(file.entityName)}`,
    `#RAR 0 ${year}0101 ${year}1231`,
    `#VALUTA ${currency}`,
    ...file.accounts.map(({ account, name }) => `#KONTO ${account} ${quoted(name)}`),
    ...file.vouchers.flatMap((voucher) => voucherLines(voucher, file)),
  ];
  return encodeCp437(lines.map((line) => `${line}\r\n`).join(""));
}

function voucherLines(voucher: Voucher, file: VoucherFile): string[] {
  const date = compact(voucher.date);
  const text = quoted(`${voucher.text} (Kvitt ${voucher.reference})`);
  const made = compact(file.createdAt.toPlainDate());
  return [
    `#VER ${quoted(SERIES)} ${quoted(String(voucher.number))} ${date} ${text} ${made}`,
    "{",
    ...voucher.legs.map(
      ({ account, amountMinor, text: legText }) =>
        `\t#TRANS ${account} {} ${toDecimalText(money(amountMinor, file.currency))} ${date} ${quoted(legText)}`,
    ),
    "}",
  ];
}

/** Six digits, hyphen, four digits. */
function organisationNumber(text: string): string {
  const digits = text.replaceAll(/\D/g, "");
  return digits.length === 10 ? `${digits.slice(0, 6)}-${digits.slice(6)}` : quoted(text);
}

/** A field in quotation marks: no control characters in it, quotation marks escaped; a backslash would escape, too. */
function quoted(text: string): string {
  const plain = text.replaceAll(/\p{Cc}/gu, " ").replaceAll("\\", "/");
  return `"${plain.replaceAll('"', String.raw`\"`)}"`;
}

function compact(date: Temporal.PlainDate): string {
  return date.toString().replaceAll("-", "");
}

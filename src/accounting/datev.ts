import { invariant } from "@/core/invariant";
import { money, toDecimalText } from "@/core/money/money";
import { encodeCp1252, type Encoded } from "./code-pages";
import { COLUMN, datevColumns } from "./datev-columns";
import { pairLegs, type LegPair } from "./pair-legs";
import type { Voucher, VoucherFile } from "@/core/ledger/voucher";

/** Who books with DATEV, as its tax adviser names it. */
export interface DatevClient {
  /** Beraternummer, 1001 to 9999999. */
  readonly adviser: number;
  /** Mandantennummer, 1 to 99999. */
  readonly client: number;
  /** Sachkontenrahmen: "03" for SKR03. */
  readonly chart: string;
  /** Digits of the general ledger accounts. */
  readonly accountLength: number;
}

/**
 * Vouchers as a DATEV Buchungsstapel: DATEV-Format, header version 700, category 21, format version 13; Windows-1252,
 * CR LF, decimal comma. A booking there has two sides: a voucher of more legs becomes several bookings with one
 * Belegfeld 1, which come to the same on every account.
 */
export function writeDatev(file: VoucherFile, client: DatevClient): Encoded {
  const { periodStart, periodEnd } = file;
  invariant(periodStart.year === periodEnd.year, "a Buchungsstapel is of one financial year");
  const bookings = file.vouchers.flatMap((voucher) =>
    pairLegs(voucher.legs).map((pair) => bookingLine(file, voucher, pair)),
  );
  const lines = [headerLine(file, client), datevColumns.join(";"), ...bookings];
  return encodeCp1252(lines.map((line) => `${line}\r\n`).join(""));
}

function headerLine(file: VoucherFile, client: DatevClient): string {
  const created = file.createdAt.toString({ fractionalSecondDigits: 3 }).replaceAll(/\D/g, "");
  return [
    quoted("EXTF", 4),
    "700",
    "21",
    quoted("Buchungsstapel", 14),
    "13",
    created,
    "",
    quoted("KV", 2),
    quoted("Kvitt", 25),
    quoted("", 25),
    String(client.adviser),
    String(client.client),
    `${file.periodStart.year}0101`,
    String(client.accountLength),
    compact(file.periodStart),
    compact(file.periodEnd),
    quoted(`Kvitt ${file.batchNumber}`, 30),
    quoted("", 2),
    "1",
    "0",
    "0",
    quoted(file.currency, 3),
    "",
    quoted("", 1),
    "",
    "",
    quoted(client.chart, 2),
    "",
    "",
    quoted("", 1),
    quoted(`Stapel ${file.batchNumber}`, 16),
  ].join(";");
}

function bookingLine(file: VoucherFile, voucher: Voucher, pair: LegPair): string {
  const fields = datevColumns.map(() => "");
  const set = (column: number, value: string) => {
    fields[column] = value;
  };
  const { date } = voucher;
  const amount = toDecimalText(money(pair.amountMinor, file.currency)).replace(".", ",");
  set(COLUMN.amount, amount);
  set(COLUMN.debitOrCredit, quoted("S", 1));
  set(COLUMN.currency, quoted(file.currency, 3));
  set(COLUMN.account, pair.debit.account);
  set(COLUMN.contra, pair.credit.account);
  const vatCode = pair.credit.vatCode ?? pair.debit.vatCode;
  if (vatCode !== null) set(COLUMN.vatKey, quoted(vatCode, 4));
  set(COLUMN.date, `${two(date.day)}${two(date.month)}`);
  set(COLUMN.reference, quoted(voucher.reference.replaceAll(/[^\w$&%*+\-/]/g, ""), 36));
  set(COLUMN.text, quoted(voucher.text, 60));
  // Not fixed: the adviser may still change it.
  set(COLUMN.isFixed, "0");
  return fields.join(";");
}

function quoted(text: string, most: number): string {
  const plain = Array.from(text.replaceAll(/\p{Cc}/gu, " "))
    .slice(0, most)
    .join("");
  return `"${plain.replaceAll('"', '""')}"`;
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}

function compact(date: Temporal.PlainDate): string {
  return date.toString().replaceAll("-", "");
}

import { money, toDecimalText } from "@/core/money/money";
import { safeCsv } from "./safe-csv";
import type { VoucherFile } from "@/core/ledger/voucher";

const HEAD = [
  "batch",
  "voucher",
  "date",
  "text",
  "account",
  "account_name",
  "debit",
  "credit",
  "currency",
  "leg_text",
];

/** Vouchers as plain CSV, a row for each leg; decimal point, debit and credit in columns of their own. */
export function writeVoucherCsv(file: VoucherFile): Uint8Array {
  const own = (text: string) => ({ own: text });
  const names = new Map(file.accounts.map(({ account, name }) => [account, name]));
  const amount = (minor: bigint) =>
    own(minor > 0n ? toDecimalText(money(minor, file.currency)) : "");
  const rows = file.vouchers.flatMap(({ number, date, text, legs }) =>
    legs.map((leg) => [
      own(String(file.batchNumber)),
      own(String(number)),
      own(date.toString()),
      text,
      leg.account,
      names.get(leg.account) ?? "",
      amount(leg.amountMinor),
      amount(-leg.amountMinor),
      own(file.currency),
      leg.text,
    ]),
  );
  return safeCsv([HEAD.map(own), ...rows]);
}

import { writeDatev, type DatevClient } from "@/accounting/datev";
import { writeSie4 } from "@/accounting/sie4";
import { writeVoucherCsv } from "@/accounting/voucher-csv";
import type { WriteBatch } from "@/services/accounting/export-batch";

/** Writes a batch in the format that was asked for; DATEV needs to know how the tax adviser names us. */
export function batchWriter(datev: DatevClient): WriteBatch {
  return (file, format) => {
    if (format === "sie4") {
      return { bytes: writeSie4(file, { version: "1.0" }).bytes, extension: "se" };
    }
    if (format === "datev") return { bytes: writeDatev(file, datev).bytes, extension: "csv" };
    return { bytes: writeVoucherCsv(file), extension: "csv" };
  };
}

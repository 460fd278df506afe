import { createHash } from "node:crypto";
import { Zip, ZipDeflate, ZipPassThrough } from "fflate";
import { money, toDecimalText } from "@/core/money/money";
import { formatMicro } from "@/core/money/quantity";
import type { ChargeStatement, StatementParties } from "@/core/receipts/charge-statement";
import { mergeShares, splitVat, totalsOf, type VatShare } from "@/core/receipts/vat-split";
import { translatorFor } from "@/i18n/translator";
import { chargeStatementView } from "./charge-statement-view";
import { renderPdf } from "./pdf/render-pdf";
import { receiptsCsvHead, receiptsCsvRows, vatSplitCsv, type CsvForm } from "./receipts-csv";
import { receiptsSummaryView } from "./receipts-summary-view";

/** An archive to be written: whose it is, of which days (both inclusive), and made on which day. */
export interface ArchiveHead extends StatementParties {
  readonly firstDay: string;
  readonly lastDay: string;
  readonly madeOn: string;
  readonly form: CsvForm;
}

/** An archive as written. */
export interface Archive {
  readonly fileName: string;
  readonly content: Uint8Array;
  readonly chargeCount: number;
}

/** The most that an archive may weigh: it stands in memory and in a row. */
const MOST_BYTES = 64 * 1024 * 1024;

/**
 * Writes an archive of receipts: a PDF for each charge, all of them as CSV, the split of VAT as PDF and CSV, and a list
 * of the files with their SHA-256. Charges come page by page and leave memory as they are written.
 */
export async function writeArchive(
  head: ArchiveHead,
  pages: AsyncIterable<readonly ChargeStatement[]>,
): Promise<Archive> {
  const { form, firstDay, lastDay, madeOn } = head;
  const { locale } = form;
  const say = translatorFor(locale, "receipts");
  const zip = new ZipWriter(madeOn);
  const csv = [receiptsCsvHead(form)];
  let shares: VatShare[] = [];
  const lateFrom: string[] = [];
  let [charges, energyMicroKwh] = [0, 0n];
  for await (const page of pages) {
    for (const statement of page) {
      const view = chargeStatementView({ ...head, statement, locale });
      zip.add(`${say("files.receipts")}/${receiptName(statement)}`, await renderPdf(view));
      energyMicroKwh += statement.energyMicroKwh;
      if (statement.lateFrom !== null) lateFrom.push(statement.lateFrom);
      charges += 1;
    }
    csv.push(receiptsCsvRows(page, form));
    shares = mergeShares([...shares, ...splitVat(page)]);
  }
  const summary = { ...head, charges, energyMicroKwh, shares, lateFrom, locale };
  zip.add(`${say("files.summary")}.pdf`, await renderPdf(receiptsSummaryView(summary)));
  zip.addText(`${say("files.summary")}.csv`, vatSplitCsv(shares, form));
  zip.addText(`${say("files.receipts")}.csv`, csv.join(""));
  const totals = totalsOf(shares).map(({ currency, ...sums }) => ({
    currency,
    net: toDecimalText(money(sums.netMinor, currency)),
    vat: toDecimalText(money(sums.vatMinor, currency)),
    gross: toDecimalText(money(sums.grossMinor, currency)),
  }));
  const energyKwh = formatMicro(energyMicroKwh);
  const about = { firstDay, lastDay, madeOn, charges, energyKwh, totals };
  const customer = head.buyer.customerNumber;
  zip.addText(
    "manifest.json",
    `${JSON.stringify({ customer, ...about, files: zip.files }, null, 2)}\n`,
  );
  const fileName = `${say("files.receipts")}-${customer}-${firstDay}-${lastDay}.zip`;
  return { fileName: safeName(fileName), content: zip.end(), chargeCount: charges };
}

/** "2026-11-03_1800_hornstulls-strand_3f2a91.pdf": sorted by time, and safe on every system. */
function receiptName({ startedAt, timeZone, place, chargeId }: ChargeStatement): string {
  const local = startedAt.toZonedDateTimeISO(timeZone).toPlainDateTime();
  const [day = "", clock = ""] = local.toString({ smallestUnit: "minute" }).split("T");
  const words = safeName(place.toLowerCase()).slice(0, 40) || "-";
  return `${day}_${clock.replace(":", "")}_${words}_${chargeId.slice(-8)}.pdf`;
}

/** Letters without marks, figures, points and dashes: no name can leave its folder or start a command. */
function safeName(text: string): string {
  return text
    .normalize("NFKD")
    .replaceAll("ß", "ss")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/[^\w.-]+/g, "-")
    .replaceAll(/\.{2,}/g, ".")
    .replaceAll(/^[-.]+|[-.]+$/g, "");
}

interface Listed {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** A ZIP file that grows with each file; what is in it is listed with its hash. */
class ZipWriter {
  readonly files: Listed[] = [];
  readonly #chunks: Uint8Array[] = [];
  readonly #zip: Zip;
  readonly #mtime: string;
  #bytes = 0;

  constructor(madeOn: string) {
    this.#mtime = `${madeOn}T00:00:00`;
    this.#zip = new Zip((error, chunk) => {
      if (error) throw error;
      this.#chunks.push(chunk);
      this.#bytes += chunk.length;
      if (this.#bytes > MOST_BYTES) throw new Error("The archive is too large.");
    });
  }

  /** A file that is compressed already. */
  add(name: string, content: Uint8Array): void {
    this.#write(new ZipPassThrough(name), content);
  }

  addText(name: string, text: string): void {
    this.#write(new ZipDeflate(name), new TextEncoder().encode(text));
  }

  end(): Uint8Array {
    this.#zip.end();
    return new Uint8Array(Buffer.concat(this.#chunks));
  }

  #write(file: ZipPassThrough | ZipDeflate, content: Uint8Array): void {
    file.mtime = this.#mtime;
    this.#zip.add(file);
    file.push(content, true);
    const sha256 = createHash("sha256").update(content).digest("hex");
    this.files.push({ name: file.filename, bytes: content.length, sha256 });
  }
}

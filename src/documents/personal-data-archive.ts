import { strToU8, Zip, ZipDeflate, ZipPassThrough } from "fflate";
import { translatorFor } from "@/i18n/translator";
import type { Locale } from "@/i18n/locale";

/** Rows of one kind, as JSON texts. */
export interface ArchiveTable {
  readonly name: string;
  /** Which kind of record it is, as the words of `privacy` name it. */
  readonly kept: string;
  readonly rows: readonly string[];
}

/** A file that stands in the archive as it is. */
export interface ArchiveFile {
  readonly name: string;
  readonly content: Uint8Array;
}

/** The most that an archive may weigh: it stands in memory and in a row. */
const MOST_BYTES = 256 * 1024 * 1024;

/**
 * Writes all that is kept of somebody as a ZIP: `data/<table>.json` (an array of objects) for each table with rows, his
 * documents and pictures as files, and a text that says what each is.
 * @throws Error where it would weigh more than 256 MB.
 */
export async function writePersonalArchive(
  locale: Locale,
  parts: {
    readonly tables: AsyncIterable<ArchiveTable>;
    readonly files: AsyncIterable<ArchiveFile>;
  },
): Promise<Uint8Array> {
  const say = translatorFor(locale, "privacy");
  const chunks: Uint8Array[] = [];
  let weight = 0;
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    weight += chunk.length;
    if (weight > MOST_BYTES) throw new Error("The archive would weigh more than 256 MB.");
    chunks.push(chunk);
  });
  const add = (file: ZipDeflate | ZipPassThrough, content: Uint8Array) => {
    zip.add(file);
    file.push(content, true);
  };
  const lines = [say("archive.title"), "", say("archive.text"), ""];
  for await (const { name, kept, rows } of parts.tables) {
    if (rows.length === 0) continue;
    lines.push(`data/${name}.json: ${say(`classes.${kept}.title`)} (${rows.length})`);
    add(new ZipDeflate(`data/${name}.json`), strToU8(`[\n${rows.join(",\n")}\n]\n`));
  }
  for await (const { name, content } of parts.files) {
    lines.push(name);
    add(new ZipPassThrough(name), content);
  }
  add(new ZipDeflate("README.txt"), strToU8(`${lines.join("\n")}\n`));
  zip.end();
  return Buffer.concat(chunks);
}

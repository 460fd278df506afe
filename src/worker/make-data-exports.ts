import { writePersonalArchive } from "@/documents/personal-data-archive";
import type { Ctx } from "@/services/context";
import {
  claimDataExport,
  expireDataExports,
  failDataExport,
  storeDataExport,
  type DueExport,
} from "@/services/privacy/data-exports";
import {
  readDataSubject,
  readPersonalFiles,
  readPersonalRows,
  type DataSubject,
} from "@/services/privacy/read-personal-data";

/** Makes the archives of drivers' data that are due, and empties those whose time is over. Returns how many it made. */
export async function makeDataExports(ctx: Ctx): Promise<number> {
  await expireDataExports(ctx);
  let made = 0;
  for (let due = await claimDataExport(ctx); due; due = await claimDataExport(ctx)) {
    await make(ctx, due);
    made += 1;
  }
  return made;
}

async function make(ctx: Ctx, due: DueExport): Promise<void> {
  try {
    const subject = await readDataSubject(ctx, due.driverId);
    if (!subject) throw new Error("The driver is gone.");
    const archive = await writePersonalArchive(subject.locale, {
      tables: tablesOf(ctx, subject),
      files: readPersonalFiles(ctx, subject),
    });
    await storeDataExport(ctx, due, archive);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    ctx.log.error({ err: error, exportId: due.id }, "an archive of a driver's data was not made");
    await failDataExport(ctx, due.id, reason);
  }
}

async function* tablesOf(ctx: Ctx, subject: DataSubject) {
  for await (const { table, rows } of readPersonalRows(ctx, subject)) {
    yield { name: table.name, kept: table.kept, rows };
  }
}

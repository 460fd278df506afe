import { and, eq, sql } from "drizzle-orm";
import type { Id } from "@/core/ids";
import type { Language } from "@/core/language";
import { chargeDisputes, disputePictures } from "@/db/schema/charge-disputes";
import { drivers } from "@/db/schema/drivers";
import { documentFiles, issuedDocuments } from "@/db/schema/invoices";
import type { Ctx } from "@/services/context";
import { personalTables, type Belongs, type PersonalTable } from "./personal-tables";

/** Whose data are read. */
export interface DataSubject {
  readonly driverId: Id<"driver">;
  readonly userId: Id<"user"> | null;
  readonly email: string;
  readonly locale: Language;
}

/** A table's rows about somebody, as they stand: JSON texts, in which whole numbers keep all their digits. */
export interface PersonalRows {
  readonly table: PersonalTable;
  readonly rows: readonly string[];
}

/** A file about somebody: a document that was issued to him, or a picture of his. */
export interface PersonalFile {
  readonly name: string;
  readonly content: Uint8Array;
}

/** Whose account it is; null for one that is not there. */
export async function readDataSubject(
  ctx: Ctx,
  driverId: Id<"driver">,
): Promise<DataSubject | null> {
  const [row] = await ctx.db
    .select({
      driverId: drivers.id,
      userId: drivers.userId,
      email: drivers.email,
      locale: drivers.locale,
    })
    .from(drivers)
    .where(and(eq(drivers.tenantId, ctx.tenantId), eq(drivers.id, driverId)));
  return row ?? null;
}

/** Tables of next-auth know no tenant. */
const GLOBAL = new Set(["users", "auth_sessions", "auth_accounts"]);

/** All rows about somebody, table by table, so that no more than one table stands in memory. */
export async function* readPersonalRows(
  ctx: Ctx,
  subject: DataSubject,
): AsyncGenerator<PersonalRows> {
  for (const table of personalTables) {
    const columns = ["tenant_id", ...(table.without ?? [])];
    const without = sql.raw(columns.map((column) => ` - '${column}'`).join(""));
    const rows = await ctx.db.execute<{ row: string }>(sql`
      select (to_jsonb(r)${without})::text as row from ${sql.identifier(table.name)} r
      where ${isOurs(ctx, table)} and ${conditionOf(table.belongs, subject)}`);
    yield { table, rows: rows.map(({ row }) => row) };
  }
}

/** How many rows about somebody each table has. */
export async function readPersonalCounts(
  ctx: Ctx,
  subject: DataSubject,
): Promise<ReadonlyMap<string, number>> {
  const counted = personalTables.map(
    (table) => sql`select ${table.name}::text as name, count(*)::int as rows
      from ${sql.identifier(table.name)} r
      where ${isOurs(ctx, table)} and ${conditionOf(table.belongs, subject)}`,
  );
  const rows = await ctx.db.execute<{ name: string; rows: number }>(
    sql.join(counted, sql` union all `),
  );
  return new Map(rows.map(({ name, rows: count }) => [name, count]));
}

function isOurs(ctx: Ctx, { name }: PersonalTable) {
  return GLOBAL.has(name) ? sql`true` : sql`r.tenant_id = ${ctx.tenantId}`;
}

function conditionOf(belongs: Belongs, { driverId, userId, email }: DataSubject) {
  if (belongs === "driver") return sql`r.driver_id = ${driverId}`;
  if (belongs === "user") return sql`r.user_id = ${userId}`;
  const parts = belongs.by.split(/(\$driver|\$user|\$email)/);
  const values: Readonly<Record<string, string | null>> = {
    $driver: driverId,
    $user: userId,
    $email: email,
  };
  return sql.join(parts.map((part) => (part in values ? sql`${values[part]}` : sql.raw(part))));
}

/** The files about somebody, one after the other. */
export async function* readPersonalFiles(
  ctx: Ctx,
  { driverId }: DataSubject,
): AsyncGenerator<PersonalFile> {
  const documents = await ctx.db
    .select({ id: issuedDocuments.id, number: issuedDocuments.number })
    .from(issuedDocuments)
    .where(and(eq(issuedDocuments.tenantId, ctx.tenantId), eq(issuedDocuments.driverId, driverId)));
  for (const { id, number } of documents) {
    const files = await ctx.db
      .select({ format: documentFiles.format, content: documentFiles.body })
      .from(documentFiles)
      .where(and(eq(documentFiles.tenantId, ctx.tenantId), eq(documentFiles.documentId, id)));
    for (const { format, content } of files) {
      const end = format === "pdf" ? "pdf" : "xml";
      const name = format === "pdf" ? number : `${number}-${format}`;
      yield { name: `documents/${safe(name)}.${end}`, content };
    }
  }
  const pictures = await ctx.db
    .select({
      id: disputePictures.id,
      number: chargeDisputes.number,
      mediaType: disputePictures.mediaType,
      content: disputePictures.content,
    })
    .from(disputePictures)
    .innerJoin(
      chargeDisputes,
      and(
        eq(chargeDisputes.tenantId, disputePictures.tenantId),
        eq(chargeDisputes.id, disputePictures.disputeId),
        eq(chargeDisputes.driverId, driverId),
      ),
    )
    .where(and(eq(disputePictures.tenantId, ctx.tenantId), eq(disputePictures.addedBy, "driver")));
  for (const { id, number, mediaType, content } of pictures) {
    const end = mediaType.split("/")[1] ?? "bin";
    yield { name: `pictures/${safe(number)}-${id.slice(-8)}.${end}`, content };
  }
}

function safe(text: string): string {
  return text.replaceAll(/[^\w.-]+/g, "-");
}

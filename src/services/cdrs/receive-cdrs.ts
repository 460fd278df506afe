import { and, eq, inArray, or, sql } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { invariant } from "@/core/invariant";
import { encodeCdr } from "@/core/roaming/json";
import { insertRows } from "@/db/insert-rows";
import { newId } from "@/db/new-id";
import { cdrConflicts, cdrs } from "@/db/schema/cdrs";
import { ocpiMessages } from "@/db/schema/partners";
import { inTransaction } from "@/db/transaction";
import type { Ctx } from "@/services/context";
import { messageRow } from "@/services/messages/store-message";
import type { CdrInput, CdrReceipt } from "./cdr-delivery";
import { CDRS_CHANNEL } from "./cdrs-channel";
import { cdrRow, type NewCdr } from "./cdr-row";
import { matchTokens } from "./match-tokens";

/** Where to store: several tenants share one database. */
export type CdrHost = Pick<Ctx, "db">;

/**
 * Stores deliveries of CDRs in one transaction, with few statements however many they are. The unique key
 * (tenant, country, party, id) decides which delivery is the first, its canonical content whether another
 * is a replay. Receipts come in the order of the inputs.
 */
export async function receiveCdrs(
  host: CdrHost,
  inputs: readonly CdrInput[],
): Promise<CdrReceipt[]> {
  if (inputs.length === 0) return [];
  return inTransaction(host, async (tx) => {
    const entries = await buildEntries(tx, inputs);
    const fresh = await insertNew(tx, entries);
    const firsts = await findFirsts(
      tx,
      entries.filter((entry) => !fresh.has(entry.row.id)),
    );
    const receipts = new Map<CdrInput, CdrReceipt>();
    for (const entry of entries) {
      const { row, input } = entry;
      receipts.set(input, fresh.has(row.id) ? receiptOf("new", row) : compare(row, firsts));
    }
    await insertConflicts(tx, entries, receipts);
    await insertMessages(tx, inputs, { entries, receipts });
    if (fresh.size > 0) await tx.db.execute(sql`select pg_notify(${CDRS_CHANNEL}, '')`);
    return inputs.map((input) => receipts.get(input) ?? rejectedReceipt(input));
  });
}

interface Entry {
  readonly input: CdrInput;
  readonly row: NewCdr;
}

async function buildEntries(tx: CdrHost, inputs: readonly CdrInput[]): Promise<Entry[]> {
  const readable = inputs.flatMap((input) =>
    input.parsed.ok ? [{ input, ...input.parsed.value }] : [],
  );
  const matches = await matchTokens(
    tx.db,
    readable.map(({ input, cdr }) => ({
      tenantId: input.tenantId,
      cdrToken: cdr.cdrToken,
      authorizationReference: cdr.authorizationReference,
    })),
  );
  return readable.map(({ input, cdr, notes, contentSha256 }, index) => ({
    input,
    row: cdrRow({ input, cdr, notes, contentSha256, match: matches[index] ?? null }),
  }));
}

/** The ids of the rows that were the first under their key. */
async function insertNew(tx: CdrHost, entries: readonly Entry[]): Promise<Set<Id<"cdr">>> {
  if (entries.length === 0) return new Set();
  // One order for all: two batches that share keys cannot wait for each other in a circle.
  const rows = entries
    .map((entry) => entry.row)
    .toSorted((a, b) => (rowKey(a) < rowKey(b) ? -1 : rowKey(a) > rowKey(b) ? 1 : 0));
  const inserted = await insertRows(tx.db, cdrs, rows, {
    unlessTaken: [cdrs.tenantId, cdrs.countryCode, cdrs.partyId, cdrs.ocpiIdUpper],
    returning: cdrs.id,
  });
  return new Set(inserted as Id<"cdr">[]);
}

type First = Pick<
  NewCdr,
  "id" | "tenantId" | "countryCode" | "partyId" | "ocpiId" | "ocpiIdUpper" | "contentSha256"
>;

async function findFirsts(tx: CdrHost, repeated: readonly Entry[]): Promise<Map<string, First>> {
  if (repeated.length === 0) return new Map();
  const groups = Map.groupBy(
    repeated.map((entry) => entry.row),
    (row) => `${row.tenantId} ${row.countryCode} ${row.partyId}`,
  );
  const rows = await tx.db
    .select({
      id: cdrs.id,
      tenantId: cdrs.tenantId,
      countryCode: cdrs.countryCode,
      partyId: cdrs.partyId,
      ocpiId: cdrs.ocpiId,
      ocpiIdUpper: cdrs.ocpiIdUpper,
      contentSha256: cdrs.contentSha256,
    })
    .from(cdrs)
    .where(
      or(
        ...[...groups.values()].map((group) =>
          and(
            eq(cdrs.tenantId, first(group).tenantId),
            eq(cdrs.countryCode, first(group).countryCode),
            eq(cdrs.partyId, first(group).partyId),
            inArray(
              cdrs.ocpiIdUpper,
              group.map((row) => row.ocpiIdUpper),
            ),
          ),
        ),
      ),
    );
  return new Map(rows.map((row) => [rowKey(row), row]));
}

function first<T>(items: readonly T[]): T {
  const [item] = items;
  invariant(item !== undefined, "a group is empty");
  return item;
}

function compare(row: NewCdr, firsts: ReadonlyMap<string, First>): CdrReceipt {
  const known = firsts.get(rowKey(row));
  invariant(known, "a CDR was neither inserted nor found");
  const isSame = Buffer.compare(known.contentSha256, row.contentSha256) === 0;
  return receiptOf(isSame ? "replay" : "conflict", known);
}

function receiptOf(outcome: "new" | "replay" | "conflict", row: First): CdrReceipt {
  const key = { countryCode: row.countryCode, partyId: row.partyId, id: row.ocpiId };
  return { outcome, cdrId: row.id, key };
}

function rejectedReceipt(input: CdrInput): CdrReceipt {
  invariant(!input.parsed.ok, "a readable CDR has no receipt");
  return { outcome: "rejected", reasons: input.parsed.reason };
}

function rowKey(row: Pick<First, "tenantId" | "countryCode" | "partyId" | "ocpiIdUpper">): string {
  return `${row.tenantId} ${row.countryCode} ${row.partyId} ${row.ocpiIdUpper}`;
}

async function insertConflicts(
  tx: CdrHost,
  entries: readonly Entry[],
  receipts: ReadonlyMap<CdrInput, CdrReceipt>,
): Promise<void> {
  const rows = entries.flatMap(({ input, row }) => {
    const receipt = receipts.get(input);
    if (receipt?.outcome !== "conflict" || !input.parsed.ok) return [];
    return {
      tenantId: row.tenantId,
      id: newId<"other">(),
      cdrId: receipt.cdrId,
      messageId: row.messageId,
      contentSha256: row.contentSha256,
      core: encodeCdr(input.parsed.value.cdr),
      receivedAt: row.receivedAt,
    };
  });
  if (rows.length === 0) return;
  await tx.db
    .insert(cdrConflicts)
    .values(rows)
    .onConflictDoNothing({
      target: [cdrConflicts.tenantId, cdrConflicts.cdrId, cdrConflicts.contentSha256],
    });
}

/** How each outcome is answered and logged. */
const CDR_ANSWERS = {
  new: { outcome: "accepted", httpStatus: 201, ocpiStatus: 1000 },
  replay: { outcome: "replay", httpStatus: 200, ocpiStatus: 1000 },
  conflict: { outcome: "conflict", httpStatus: 200, ocpiStatus: 2001 },
  rejected: { outcome: "rejected", httpStatus: 200, ocpiStatus: 2001 },
} as const;

async function insertMessages(
  tx: CdrHost,
  inputs: readonly CdrInput[],
  known: {
    readonly entries: readonly Entry[];
    readonly receipts: ReadonlyMap<CdrInput, CdrReceipt>;
  },
): Promise<void> {
  const ids = new Map(known.entries.map(({ input, row }) => [input, row.messageId]));
  const rows = inputs.map((input) => {
    const receipt = known.receipts.get(input) ?? rejectedReceipt(input);
    const row = messageRow(
      input.tenantId,
      {
        ...input.message,
        ...CDR_ANSWERS[receipt.outcome],
        direction: "in",
        reasons: reasonsOf(receipt),
        notes: input.parsed.ok ? input.parsed.value.notes : (input.message.notes ?? []),
      },
      input.receivedAt,
    );
    return { ...row, id: ids.get(input) ?? row.id };
  });
  await insertRows(tx.db, ocpiMessages, rows);
}

function reasonsOf(receipt: CdrReceipt): readonly string[] {
  if (receipt.outcome === "rejected") return receipt.reasons;
  return receipt.outcome === "conflict" ? ["other content under a known id"] : [];
}

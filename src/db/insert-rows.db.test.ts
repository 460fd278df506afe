import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { storeMessage } from "@/services/messages/store-message";
import { aTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { insertRows } from "./insert-rows";
import { newId } from "./new-id";
import { ocpiMessages } from "./schema/partners";

const database = testDatabase();

async function aMessage() {
  const { ctx } = await aTenant(database.pool, {});
  const id = await storeMessage(ctx, {
    partnerId: null,
    direction: "in",
    module: "cdrs",
    method: "POST",
    url: "/ocpi/2.2.1/receiver/cdrs?x='\"\\",
    body: Uint8Array.from({ length: 256 }, (_, index) => index),
    outcome: "accepted",
    reasons: ['a "quoted" reason', "smörgås \\ 🚗"],
  });
  const [row] = await ctx.db.select().from(ocpiMessages).where(eq(ocpiMessages.id, id));
  if (!row) throw new Error("the message was not stored");
  return { ctx, row };
}

describe("rows that are inserted together", () => {
  it("come back as those of a list of values do, whatever their columns hold", async () => {
    const { ctx, row } = await aMessage();
    const rows = [row, { ...row, body: null, durationMs: 12 }].map((one) => ({
      ...one,
      id: newId<"message">(),
    }));
    const ids = await insertRows(ctx.db, ocpiMessages, rows, { returning: ocpiMessages.id });
    expect(ids).toEqual(rows.map(({ id }) => id));
    for (const wanted of rows) {
      const [found] = await ctx.db
        .select()
        .from(ocpiMessages)
        .where(eq(ocpiMessages.id, wanted.id));
      expect(found).toEqual(wanted);
    }
  });

  it("are passed over where their key is taken, and only then", async () => {
    const { ctx, row } = await aMessage();
    const rows = [row, { ...row, id: newId<"message">() }];
    const options = {
      unlessTaken: [ocpiMessages.tenantId, ocpiMessages.id],
      returning: ocpiMessages.id,
    };
    expect(await insertRows(ctx.db, ocpiMessages, rows, options)).toEqual([rows[1]?.id]);
    await expect(insertRows(ctx.db, ocpiMessages, [row])).rejects.toThrow();
    expect(await insertRows(ctx.db, ocpiMessages, [])).toEqual([]);
  });

  it("and every other statement are prepared once for each connection", async () => {
    const { ctx, row } = await aMessage();
    const prepared = await ctx.db.transaction(async (tx) => {
      for (let count = 1; count < 4; count++) {
        const rows = Array.from({ length: count }, () => ({ ...row, id: newId<"message">() }));
        await insertRows(tx, ocpiMessages, rows);
      }
      const found = await tx.execute<{ statement: string }>(
        "select statement from pg_prepared_statements",
      );
      return [...found].filter(({ statement }) =>
        /json_to_recordset.* as r\([^)]*\)+$/.test(statement),
      );
    });
    expect(prepared).toHaveLength(1);
  });
});

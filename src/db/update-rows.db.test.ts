import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { storeMessages } from "@/services/messages/store-message";
import { aTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { ocpiMessages } from "./schema/partners";
import { updateRows } from "./update-rows";

const database = testDatabase();

describe("rows that are changed together", () => {
  it("each get their own values, and no other row is touched", async () => {
    const { ctx, tenantId } = await aTenant(database.pool, {});
    const message = {
      partnerId: null,
      direction: "in",
      module: "cdrs",
      method: "POST",
      url: "/",
      outcome: "failed",
    } as const;
    const ids = await storeMessages(ctx, [message, message, message]);
    const [first, second] = ids;
    await updateRows(
      ctx.db,
      ocpiMessages,
      ["tenantId", "id"],
      [
        { tenantId, id: first, httpStatus: 201, notes: ["a"], body: Uint8Array.of(0, 255) },
        { tenantId, id: second, httpStatus: null, notes: [], body: null },
      ],
    );
    const rows = await ctx.db
      .select()
      .from(ocpiMessages)
      .where(eq(ocpiMessages.tenantId, tenantId));
    const inOrder = ids.map((id) => rows.find((row) => row.id === id));
    expect(inOrder.map((row) => [row?.httpStatus, row?.notes, row?.body])).toEqual([
      [201, ["a"], Buffer.from([0, 255])],
      [null, [], null],
      [null, [], null],
    ]);
    await updateRows(ctx.db, ocpiMessages, ["id"], []);
  });
});

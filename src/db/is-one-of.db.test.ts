import { and, eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { storeMessages } from "@/services/messages/store-message";
import { aTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { isOneOf } from "./is-one-of";
import { ocpiMessages } from "./schema/partners";

const database = testDatabase();

describe("a column that is one of some ids", () => {
  it("finds those rows and no others, also by a column that is called id", async () => {
    const { ctx, tenantId } = await aTenant(database.pool, {});
    const message = {
      partnerId: null,
      direction: "in",
      module: "cdrs",
      method: "POST",
      url: "/",
      outcome: "failed",
    } as const;
    const [first, second] = await storeMessages(ctx, [message, message, message]);
    const find = async (ids: readonly string[]) => {
      const rows = await ctx.db
        .select({ id: ocpiMessages.id })
        .from(ocpiMessages)
        .where(and(eq(ocpiMessages.tenantId, tenantId), isOneOf(ocpiMessages.id, ids)));
      return rows.map(({ id }) => id).toSorted();
    };
    expect(await find([first!])).toEqual([first]);
    expect(await find([first!, second!])).toEqual([first!, second!].toSorted());
    expect(await find([])).toEqual([]);
  });
});

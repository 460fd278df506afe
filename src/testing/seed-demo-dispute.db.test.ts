import { eq } from "drizzle-orm";
import { expect, it } from "vitest";

import { drivers } from "@/db/schema/drivers";
import { users } from "@/db/schema/users";
import { listOwnDisputes } from "@/services/charge-disputes/list-own-disputes";
import { aUser } from "./builders/driver";
import { testDatabase } from "./database";
import { ASTRID } from "./demo-people";
import { aDisputedMonth } from "./disputed-month";
import { seedDemoDispute } from "./seed-demo-dispute";

const database = testDatabase();

it("the demo's dispute waits for the first invoice, and is left in the middle of its trace once", async () => {
  const before = await aDisputedMonth(database.pool, { invoice: false });
  const astrid = await aUser(before.ctx, { name: ASTRID.name });
  const freja = await aUser(before.ctx, { email: "finans@kvitt.example" });
  const isAstrid = { number: ASTRID.number, userId: astrid.id };
  await before.ctx.db.update(drivers).set(isAstrid).where(eq(drivers.id, before.driver.id));
  expect(await seedDemoDispute(before.ctx)).toBe("early");

  const { ctx, me, driver } = await aDisputedMonth(database.pool);
  await ctx.db.update(drivers).set(isAstrid).where(eq(drivers.id, driver.id));
  expect(await seedDemoDispute(ctx)).toBe("seeded");
  expect(await seedDemoDispute(ctx)).toBe("kept");
  expect(await listOwnDisputes(me)).toMatchObject([{ state: "asked", turn: "partner" }]);
  await ctx.db.delete(users).where(eq(users.id, freja.id));
});

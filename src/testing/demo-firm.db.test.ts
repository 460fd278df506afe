import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { tokens } from "@/db/schema/drivers";
import { findPerson } from "@/auth/find-person";
import { listMembers } from "@/services/accounts/list-members";
import { listRules } from "@/services/accounts/purpose-rules";
import { aPlan } from "./builders/plan";
import { aTenant } from "./builders/tenant";
import { testDatabase } from "./database";
import { FIRM, seedDemoFirm } from "./demo-firm";

const database = testDatabase();

describe("the demo's firm", () => {
  it("has people of each role, cards of their own, rules, limits, and somebody on the way", async () => {
    const tenant = await aTenant(database.pool);
    const plan = await aPlan(tenant.ctx);
    const since = Temporal.Instant.from("2025-01-01T00:00:00Z");
    const { userId, driverId } = await seedDemoFirm(tenant.ctx, { planVersionId: plan.id, since });
    const person = await findPerson(tenant.ctx.db, { email: FIRM.owner.email });
    expect(person).toMatchObject({ userId, driverId, member: null });
    const { email } = FIRM.owner;
    const owner = tenant.as({ kind: "user", userId, email, roles: ["driver"], driverId });
    const { members, unassigned } = await listMembers(owner);
    expect(members.map(({ role, state, limits }) => [role, state, limits.length])).toEqual([
      ["driver", "active", 1],
      ["driver", "active", 1],
      ["driver", "invited", 0],
      ["bookkeeper", "active", 0],
      ["admin", "active", 0],
    ]);
    expect(unassigned.map(({ name }) => name)).toContain("Poolkortet");
    expect(await listRules(owner)).toHaveLength(3);
    const held = await tenant.ctx.db.select().from(tokens).where(eq(tokens.driverId, driverId));
    const contracts = new Set(held.map(({ contractId }) => contractId));
    // The owner's, and one for each who holds a card.
    expect(contracts.size).toBe(3);
  });
});

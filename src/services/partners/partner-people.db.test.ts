import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import type { Id } from "@/core/ids";
import { auditEvents } from "@/db/schema/notifications";
import { memberships } from "@/db/schema/users";
import type { Actor } from "@/services/context";
import { storeMessage } from "@/services/messages/store-message";
import { aUser } from "@/testing/builders/driver";
import { aPartner } from "@/testing/builders/partner";
import { aPartnerPerson } from "@/testing/builders/partner-person";
import { aTenant, type TestTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { countTolerances } from "./count-tolerances";
import { invitePartnerPerson } from "./invite-partner-person";
import { listPartnerPeople } from "./list-partner-people";
import { requirePartnerPerson } from "./partner-access";
import { withdrawPartnerPerson } from "./withdraw-partner-person";

const database = testDatabase();
let tenant: TestTenant;
let partnerId: Id<"partner">;

beforeAll(async () => {
  tenant = await aTenant(database.pool);
  partnerId = (await aPartner(tenant.ctx)).id;
});

async function someone(roles: Extract<Actor, { kind: "user" }>["roles"]): Promise<Actor> {
  const { id, email } = await aUser(tenant.ctx);
  return { kind: "user", userId: id, email, roles, driverId: null };
}

describe("a partner's person", () => {
  it("is given access by operations alone, once, with a trace", async () => {
    const email = "Nora.Strom@Nordstrom.example ";
    const input = { partnerId, email, name: "Nora Ström" };
    for (const role of ["finance", "driver", "partner"] as const) {
      const invited = invitePartnerPerson(tenant.as(await someone([role])), input);
      await expect(invited).rejects.toMatchObject({ code: "FORBIDDEN" });
    }
    const staff = tenant.as(await someone(["operations"]));
    const userId = await invitePartnerPerson(staff, input);
    expect(await invitePartnerPerson(staff, input)).toBe(userId);
    expect(await listPartnerPeople(staff, partnerId)).toMatchObject([
      { userId, email: "nora.strom@nordstrom.example", name: "Nora Ström" },
    ]);
    const audit = await tenant.ctx.db
      .select()
      .from(auditEvents)
      .where(eq(auditEvents.action, "partner.person_invited"));
    expect(audit.filter(({ subjectId }) => subjectId === partnerId)).toHaveLength(1);
  });

  it("needs an address and a name, and speaks for one partner only", async () => {
    for (const bad of [{ email: "nora" }, { email: "a b@c.se" }, { name: " " }]) {
      const input = { partnerId, email: "x@nordstrom.example", name: "X", ...bad };
      await expect(invitePartnerPerson(tenant.ctx, input)).rejects.toMatchObject({
        code: "INVALID",
      });
    }
    const { email } = await aPartnerPerson(tenant, partnerId);
    const other = await aPartner(tenant.ctx);
    const twice = invitePartnerPerson(tenant.ctx, { partnerId: other.id, email, name: "Nora" });
    await expect(twice).rejects.toMatchObject({ code: "CONFLICT" });
  });

  it("is who has the role and the access: neither alone opens anything", async () => {
    const person = await aPartnerPerson(tenant, partnerId);
    expect(await requirePartnerPerson(tenant.as(person))).toBe(partnerId);
    for (const actor of [
      { ...person, roles: [] },
      { ...person, roles: ["operations", "tenant_admin"] as const },
      await someone(["partner"]),
    ]) {
      await expect(requirePartnerPerson(tenant.as(actor))).rejects.toMatchObject({
        code: "FORBIDDEN",
      });
    }
    const machine = tenant.as({ kind: "partner", partnerId, requestId: "r" });
    await expect(requirePartnerPerson(machine)).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
    const elsewhere = await aTenant(database.pool);
    await expect(requirePartnerPerson(elsewhere.as(person))).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
  });

  it("loses access and role with the withdrawal", async () => {
    const person = await aPartnerPerson(tenant, partnerId);
    const { userId } = person;
    const inOffice = tenant.as(await someone(["finance"]));
    const refused = withdrawPartnerPerson(inOffice, { partnerId, userId });
    await expect(refused).rejects.toMatchObject({ code: "FORBIDDEN" });
    await withdrawPartnerPerson(tenant.ctx, { partnerId, userId });
    await expect(requirePartnerPerson(tenant.as(person))).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    const roles = await tenant.ctx.db
      .select()
      .from(memberships)
      .where(eq(memberships.userId, userId));
    expect(roles).toEqual([]);
    const again = withdrawPartnerPerson(tenant.ctx, { partnerId, userId });
    await expect(again).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

describe("tolerances", () => {
  it("are counted by code and field over a month of the partner's own messages", async () => {
    const { id } = await aPartner(tenant.ctx);
    const other = await aPartner(tenant.ctx);
    const now = tenant.clock.now();
    const keep = (of: Id<"partner">, module: string, notes: string[], ageHours = 0) =>
      storeMessage(tenant.ctx, {
        partnerId: of,
        direction: "in",
        module,
        method: "PUT",
        url: `/ocpi/2.2.1/receiver/${module}/SE/NSL/1`,
        outcome: "accepted",
        notes,
        occurredAt: now.subtract({ hours: ageHours }),
      });
    await keep(id, "sessions", ["last_updated: no-zone"], 30);
    await keep(id, "cdrs", [
      "charging_periods[0].start_date_time: no-zone",
      "charging_periods[11].start_date_time: no-zone",
      "byte-order-mark",
    ]);
    await keep(id, "cdrs", ["total_cost: number-for-price"], 31 * 24);
    await keep(other.id, "cdrs", ["id: trimmed"]);
    const person = tenant.as(await aPartnerPerson(tenant, id));
    const counted = await countTolerances(person);
    expect(counted).toMatchObject([
      {
        code: "no-zone",
        uses: 3,
        lastAt: now,
        fields: [
          { module: "cdrs", field: "charging_periods[].start_date_time", uses: 2 },
          { module: "sessions", field: "last_updated", uses: 1 },
        ],
      },
      { code: "byte-order-mark", uses: 1, fields: [{ module: "cdrs", field: "", uses: 1 }] },
    ]);
    expect(counted).toHaveLength(2);
    const staff = tenant.as(await someone(["operations"]));
    expect(await countTolerances(staff, { partnerId: id })).toEqual(counted);
    await expect(countTolerances(person, { partnerId: other.id })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
  });
});

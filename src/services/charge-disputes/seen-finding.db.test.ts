import { eq } from "drizzle-orm";
import { expect, it } from "vitest";

import { chargeDisputes } from "@/db/schema/charge-disputes";
import { tokens } from "@/db/schema/drivers";
import { anAccountPerson } from "@/testing/account-people";
import { testDatabase } from "@/testing/database";
import { aDisputedMonth } from "@/testing/disputed-month";
import { openDispute } from "./open-dispute";
import { readOwnDispute } from "./read-dispute";

const database = testDatabase();

const FOUND = {
  code: "overlap",
  distanceKm: "400",
  minutes: "30",
  otherPlace: "Slussen",
  otherCity: "Stockholm",
  otherStartedAt: "2026-10-20T10:00:00Z",
  otherEndedAt: "2026-10-20T11:00:00Z",
};

it("a finding that the owner left tells a member where another's charge was only if he made that, too", async () => {
  const { ctx, driver, me, tenant, cdrRow } = await aDisputedMonth(database.pool);
  const anna = await anAccountPerson(ctx, driver.id, "driver");
  const admin = await anAccountPerson(ctx, driver.id, "admin");
  const [c1, c2, c3] = [await cdrRow("C1"), await cdrRow("C2"), await cdrRow("C3")];
  // The card was handed to Anna between the first charge and the second.
  await ctx.db
    .update(tokens)
    .set({ memberId: anna.memberId, memberSince: c2.startedAt })
    .where(eq(tokens.id, c2.tokenId!));
  const { id } = await openDispute(me, { id: c2.id, reason: "overlap", text: "Not both" });
  const keep = (otherCdrId: string) =>
    ctx.db
      .update(chargeDisputes)
      .set({ finding: { ...FOUND, otherCdrId } })
      .where(eq(chargeDisputes.id, id));
  const [annas, admins] = [tenant.as(anna.actor), tenant.as(admin.actor)];

  await keep(c1.id);
  expect((await readOwnDispute(annas, id)).finding).toEqual({ code: "overlap", minutes: "30" });
  expect((await readOwnDispute(admins, id)).finding).toMatchObject({ otherPlace: "Slussen" });
  expect((await readOwnDispute(me, id)).finding).toMatchObject({ otherPlace: "Slussen" });

  await keep(c3.id);
  expect((await readOwnDispute(annas, id)).finding).toMatchObject({ otherPlace: "Slussen" });
});

import { randomBytes } from "node:crypto";
import type { Id } from "@/core/ids";
import { newId } from "@/db/new-id";
import { drivers, tokens } from "@/db/schema/drivers";
import { users } from "@/db/schema/users";
import type { Ctx } from "@/services/context";

/** Mints a postpaid consumer in Stockholm (SEK); returns his row. */
export async function aDriver(
  ctx: Ctx,
  values: Partial<typeof drivers.$inferInsert> = {},
): Promise<typeof drivers.$inferSelect> {
  const tag = randomBytes(4).toString("hex");
  const [row] = await ctx.db
    .insert(drivers)
    .values({
      tenantId: ctx.tenantId,
      id: newId<"driver">(),
      number: `D-${tag}`,
      name: "Astrid Lindqvist",
      email: `astrid-${tag}@kvitt.example`,
      timeZone: "Europe/Stockholm",
      address: { line1: "Storgatan 2", postalCode: "111 22", city: "Stockholm", country: "SE" },
      currency: "SEK",
      createdAt: ctx.clock.now(),
      ...values,
    })
    .returning();
  if (!row) throw new Error("no driver was inserted");
  return row;
}

/** Mints a valid RFID token of a driver; returns its row. */
export async function aToken(
  ctx: Ctx,
  driverId: Id<"driver">,
  values: Partial<typeof tokens.$inferInsert> = {},
): Promise<typeof tokens.$inferSelect> {
  const uid = values.uid ?? `04${randomBytes(6).toString("hex").toUpperCase()}`;
  const [row] = await ctx.db
    .insert(tokens)
    .values({
      tenantId: ctx.tenantId,
      id: newId<"token">(),
      driverId,
      uid,
      uidUpper: uid.toUpperCase().replaceAll(/[^0-9A-Z]/g, ""),
      type: "RFID",
      contractId: `SE-KVT-C${randomBytes(4).toString("hex").toUpperCase()}`,
      issuer: "Kvitt Laddning",
      whitelist: "ALLOWED",
      lastUpdated: ctx.clock.now(),
      createdAt: ctx.clock.now(),
      ...values,
    })
    .returning();
  if (!row) throw new Error("no token was inserted");
  return row;
}

/** Mints a person who can sign in; returns the row. */
export async function aUser(
  ctx: Ctx,
  values: Partial<typeof users.$inferInsert> = {},
): Promise<typeof users.$inferSelect> {
  const [row] = await ctx.db
    .insert(users)
    .values({
      id: newId<"user">(),
      name: "Finn Ekström",
      email: `person-${randomBytes(6).toString("hex")}@kvitt.example`,
      ...values,
    })
    .returning();
  if (!row) throw new Error("no user was inserted");
  return row;
}

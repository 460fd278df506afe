import { eq, sql } from "drizzle-orm";

import type { Id } from "@/core/ids";
import type { DisputeDeed, DisputeParty } from "@/core/disputes/dispute-steps";
import { chargeDisputeEvents } from "@/db/schema/charge-disputes";
import { drivers } from "@/db/schema/drivers";
import { users } from "@/db/schema/users";
import type { Ctx } from "@/services/context";

/** What can stand in a dispute's trace. not_billed: what was never invoiced is not owed. refund_failed: it came back. */
export const disputeEvents = [
  "opened",
  "note",
  "picture",
  "asked",
  "answered",
  "agreed",
  "credit_cdr",
  "not_billed",
  "credit_note",
  "refund",
  "refund_failed",
  "refused",
  "withdrawn",
  "reopened",
  "overdue",
] as const;
export type DisputeEvent = (typeof disputeEvents)[number];

/** What a deed leaves in the trace. */
export const eventOf: Readonly<Record<DisputeDeed, DisputeEvent>> = {
  note: "note",
  ask: "asked",
  answer: "answered",
  concede: "answered",
  agree: "agreed",
  creditCdr: "credit_cdr",
  creditNote: "credit_note",
  dropped: "not_billed",
  refund: "refund",
  refuse: "refused",
  withdraw: "withdrawn",
  reopen: "reopened",
};

/** An event to be written. */
export interface NewDisputeEvent {
  readonly what: DisputeEvent;
  readonly byKind: DisputeParty;
  readonly text?: string;
  readonly detail?: Readonly<Record<string, unknown>>;
}

/** Writes what happened behind what is there, and answers its number. Under the lock of the dispute's row. */
export async function writeDisputeEvent(
  ctx: Ctx,
  disputeId: Id<"dispute">,
  event: NewDisputeEvent,
): Promise<number> {
  const { what, byKind, text = "", detail = {} } = event;
  const [row] = await ctx.db
    .insert(chargeDisputeEvents)
    .values({
      tenantId: ctx.tenantId,
      disputeId,
      seq: sql`(select coalesce(max(e.seq), 0) + 1 from ${chargeDisputeEvents} e
        where e.tenant_id = ${ctx.tenantId} and e.dispute_id = ${disputeId})`,
      at: ctx.clock.now(),
      what,
      byKind,
      by: await nameOfActor(ctx, byKind),
      text,
      detail: { ...detail },
    })
    .returning({ seq: chargeDisputeEvents.seq });
  if (!row) throw new Error("an event was not written");
  return row.seq;
}

async function nameOfActor(ctx: Ctx, as: DisputeParty): Promise<string> {
  const { actor } = ctx;
  if (actor.kind !== "user" || as === "system") return "";
  if (as === "driver" && actor.driverId !== null && !actor.member) {
    const [driver] = await ctx.db
      .select({ name: drivers.name })
      .from(drivers)
      .where(sql`${drivers.tenantId} = ${ctx.tenantId} and ${drivers.id} = ${actor.driverId}`);
    if (driver) return driver.name;
  }
  const [user] = await ctx.db
    .select({ name: users.name })
    .from(users)
    .where(eq(users.id, actor.userId));
  return user?.name ?? actor.email;
}

import type Stripe from "stripe";

import type { Env } from "@/config/env";
import type { Ctx } from "@/services/context";
import { storeEvent } from "@/services/payments/stripe-events";
import { moveCursor, noteCursorError, takeDueList } from "@/services/treasury/stripe-cursors";
import { stripeClient } from "./client";

/** How far before the newest known event reading begins: events may be listed a little late. */
const OVERLAP_MINUTES = 15;
const EVERY_MINUTES = 5;

/**
 * Reads Stripe's list of events into the inbox that webhooks fill: what was never delivered is found within minutes.
 * An event that is there already changes nothing. The mark moves only when the list was read to its end. Answers how
 * many events were new.
 */
export async function pollEvents(ctx: Ctx, env: Env): Promise<number> {
  const due = await takeDueList(ctx, "events");
  if (!due) return 0;
  try {
    return await readEvents(ctx, stripeClient(env), due.readUntil);
  } catch (error) {
    await noteCursorError(ctx, "events", error);
    ctx.log.warn({ err: error }, "Stripe's events could not be listed");
    return 0;
  }
}

async function readEvents(
  ctx: Ctx,
  stripe: Stripe,
  readUntil: Temporal.Instant | null,
): Promise<number> {
  const from = readUntil?.subtract({ minutes: OVERLAP_MINUTES });
  const events = stripe.events.list({
    limit: 100,
    ...(from && { created: { gte: Math.floor(from.epochMilliseconds / 1000) } }),
  });
  let newest = readUntil;
  let found = 0;
  for await (const event of events) {
    const createdAt = Temporal.Instant.fromEpochMilliseconds(event.created * 1000);
    if (newest === null || Temporal.Instant.compare(createdAt, newest) > 0) newest = createdAt;
    const { object } = event.data;
    const isNew = await storeEvent(ctx, {
      id: event.id,
      type: event.type,
      apiVersion: event.api_version,
      objectId: "id" in object && typeof object.id === "string" ? object.id : null,
      payload: JSON.stringify(event),
      createdAt,
    });
    if (isNew) found += 1;
  }
  await moveCursor(ctx, "events", { readUntil: newest, minutes: EVERY_MINUTES });
  if (found > 0) ctx.log.info({ found }, "events came by Stripe's list");
  return found;
}

import type { Env } from "@/config/env";
import { openCase } from "@/services/cases/open-case";
import type { Ctx } from "@/services/context";
import { markEventRead, postponeEvent, readUnreadEvent } from "@/services/payments/stripe-events";
import { stripeClient } from "./client";
import { eventReaderFor, NOT_OURS_YET } from "./event-readers";

/** An event about an object of ours may come before our own commit: it is looked at again for so long. */
const ORPHAN_AFTER_ATTEMPTS = 8;

/**
 * Reads a stored event. It is only a hint: the object is read again from Stripe before anything is done,
 * so that order, age and API version of the event do not matter, and a type that is new is kept unread of.
 */
export async function readEvent(ctx: Ctx, env: Env, eventId: string): Promise<void> {
  const event = await readUnreadEvent(ctx, eventId);
  if (!event) return;
  const { objectId, type } = event;
  const reader = eventReaderFor(type);
  if (!objectId || !reader) return markEventRead(ctx, eventId, "ignored: nothing to do");
  const stripe = stripeClient(env);
  let outcome: string;
  try {
    outcome = await reader({ ctx, env, stripe }, objectId);
  } catch (error) {
    ctx.log.error({ err: error, eventId, type }, "an event could not be read");
    return postponeEvent(ctx, eventId, error instanceof Error ? error.message : String(error));
  }
  if (outcome !== NOT_OURS_YET) return markEventRead(ctx, eventId, outcome);
  if (event.attempts >= ORPHAN_AFTER_ATTEMPTS) {
    ctx.log.warn({ eventId, type }, "an event speaks of an object that is not ours");
    await openCase(ctx, {
      key: `stripe-object:${objectId}:orphan`,
      kind: "stripe_orphan_event",
      subjectType: "stripe_event",
      subjectId: eventId,
      detail: { type, objectId },
    });
    return markEventRead(ctx, eventId, "orphan");
  }
  await postponeEvent(ctx, eventId, "its object is not ours yet");
}

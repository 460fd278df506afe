/** A run of slots of equal length, one after the other. */
export interface SlotSpan {
  readonly startsAt: Temporal.Instant;
  readonly slotMinutes: number;
  readonly slots: number;
}

/** When slot `index` begins; of `slots` itself: when the last one ends. */
export function slotStart(span: SlotSpan, index: number): Temporal.Instant {
  return span.startsAt.add({ minutes: index * span.slotMinutes });
}

/**
 * The day of an instant on the wall clock of a zone, "2026-10-04". `before` is for the end of a period,
 * which the period does not hold: the day of the moment before it.
 */
export function localDay(instant: string, timeZone: string, edge: "at" | "before" = "at"): string {
  const at = Temporal.Instant.from(instant);
  const moment = edge === "at" ? at : at.subtract({ nanoseconds: 1 });
  return moment.toZonedDateTimeISO(timeZone).toPlainDate().toString();
}

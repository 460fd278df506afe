import type { DisputeParty } from "@/core/disputes/dispute-steps";
import type { DisputeAudience } from "./dispute-row";

/** Whom a note of finance is for: both read what is for the CPO, finance alone what is for itself. */
export const noteReaders = ["driver", "partner", "finance"] as const;
export type NoteReader = (typeof noteReaders)[number];

/**
 * Whether an event stands in the trace that somebody reads. Steps are everybody's. A driver's notes and pictures are for us
 * unless finance shares them with the CPO; finance's are for whom it says.
 */
export function seenBy(
  event: {
    readonly what: string;
    readonly byKind: DisputeParty;
    readonly detail: Readonly<Record<string, unknown>>;
  },
  audience: DisputeAudience,
): boolean {
  if (audience === "finance") return true;
  if (event.what !== "note" && event.what !== "picture") return true;
  if (event.byKind === audience || event.byKind === "partner") return true;
  if (event.byKind !== "finance") return false;
  const reader = event.detail["for"];
  return reader === "partner" || (reader === "driver" && audience === "driver");
}

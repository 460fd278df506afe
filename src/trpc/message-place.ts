import { asId } from "@/core/ids";
import type { MessageCursor } from "@/services/messages/list-messages";

/** Where a page of messages ended, as it stands in an address. */
export function messagePlace({ occurredAt, id }: MessageCursor): string {
  return `${occurredAt.toString()}_${id}`;
}

/** The place that an address names; undefined for one that somebody bent. */
export function readMessagePlace(text: string | undefined): MessageCursor | undefined {
  const [at = "", id = ""] = text?.split("_") ?? [];
  try {
    return id === ""
      ? undefined
      : { occurredAt: Temporal.Instant.from(at), id: asId<"message">(id) };
  } catch {
    return undefined;
  }
}

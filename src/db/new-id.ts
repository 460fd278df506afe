import { randomInt, randomUUIDv7 } from "node:crypto";
import { asId, type Id, type IdNoun } from "@/core/ids";

let latest = "";

/**
 * A fresh uuidv7, unique without asking the database. Ids of one process sort in the order they were made, also those
 * of one millisecond, which Node alone leaves to chance: what is ordered by id is ordered by time.
 */
export function newId<N extends IdNoun>(): Id<N> {
  const fresh = randomUUIDv7();
  latest = fresh > latest ? fresh : nextAfter(latest);
  return asId<N>(latest);
}

/** The time stays, the random end grows by a step nobody guesses (RFC 9562, 6.2, method 2). */
function nextAfter(id: string): string {
  const end = Number.parseInt(id.slice(-12), 16) + randomInt(1, 2 ** 36);
  // The last 48 bits are used up: it borrows from the next millisecond.
  if (end >= 2 ** 48) return nextMillisecond(id);
  return id.slice(0, -12) + end.toString(16).padStart(12, "0");
}

function nextMillisecond(id: string): string {
  const time = Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16) + 1;
  const hex = time.toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}${randomUUIDv7().slice(13)}`;
}

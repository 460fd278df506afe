import { randomUUIDv7 } from "node:crypto";
import { asId, type Id, type IdNoun } from "@/core/ids";

/** A fresh uuidv7: ordered by time of making, unique without asking the database. */
export function newId<N extends IdNoun>(): Id<N> {
  return asId<N>(randomUUIDv7());
}

import type { pullCursors } from "@/db/schema/exchange";

/** A list of a CPO that we read. */
export type PullModule = (typeof pullCursors.$inferSelect)["module"];

/** What we read of a CPO, what the others refer to first. */
export const pullModules = [
  "locations",
  "tariffs",
  "sessions",
  "cdrs",
] as const satisfies readonly PullModule[];

/** Whether the whole list says what is no longer valid. OCPI 2.2.1 mod_locations, GET List Response Data. */
export function isInventory(module: PullModule): boolean {
  return module === "locations" || module === "tariffs";
}

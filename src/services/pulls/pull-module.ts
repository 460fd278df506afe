import type { pullCursors } from "@/db/schema/exchange";

/** A list of a partner that we read. */
export type PullModule = (typeof pullCursors.$inferSelect)["module"];

/** What we read of a partner, what the others refer to first: a hub's parties own all the rest. */
export const pullModules = [
  "hubclientinfo",
  "locations",
  "tariffs",
  "sessions",
  "cdrs",
  "invoicereconciliation",
] as const satisfies readonly PullModule[];

/**
 * Whether the whole list says what is no longer valid. OCPI 2.2.1 mod_locations, GET List Response Data;
 * mod_hub_client_info, GET Response Data.
 */
export function isInventory(module: PullModule): boolean {
  return module === "locations" || module === "tariffs" || module === "hubclientinfo";
}

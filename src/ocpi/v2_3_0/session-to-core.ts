import type { Session } from "@/core/roaming/session";
import { sessionToCore as earlierToCore } from "@/ocpi/v2_2_1/session-to-core";
import { given } from "@/ocpi/wire/wire-values";
import { priceToCore } from "./price-to-core";
import type { SessionWire } from "./schemas/session";

/** OCPI 2.3.0 Session. */
export function sessionToCore({ total_cost, ...wire }: SessionWire): Session {
  return { ...earlierToCore(wire), totalCost: given(total_cost, priceToCore) };
}

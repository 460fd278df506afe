import type { Session } from "@/core/roaming/session";
import type { JsonObject } from "@/ocpi/json-value";
import { sessionFromCore as earlierFromCore } from "@/ocpi/v2_2_1/session-from-core";
import { compact } from "@/ocpi/wire/compact";
import { given } from "@/ocpi/wire/wire-values";
import { priceFromCore } from "./price-from-core";

/** OCPI 2.3.0 Session. */
export function sessionFromCore(session: Session): JsonObject {
  return compact({
    ...earlierFromCore(session),
    total_cost: given(session.totalCost, priceFromCore),
  });
}

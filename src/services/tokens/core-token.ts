import type { InferSelectModel } from "drizzle-orm";
import type { PartyId } from "@/core/roaming/party";
import type { Token } from "@/core/roaming/token";
import type { tokens } from "@/db/schema/drivers";

/** A stored token. */
export type TokenRow = InferSelectModel<typeof tokens>;

/** A stored token as OCPI's Token, owned by our party. */
export function toCoreToken(row: TokenRow, party: PartyId): Token {
  return {
    countryCode: party.countryCode,
    partyId: party.partyId,
    uid: row.uid,
    type: row.type,
    contractId: row.contractId,
    ...(row.visualNumber !== null && { visualNumber: row.visualNumber }),
    issuer: row.issuer,
    ...(row.groupId !== null && { groupId: row.groupId }),
    valid: row.valid,
    whitelist: row.whitelist,
    ...(row.language !== null && { language: row.language }),
    lastUpdated: row.lastUpdated,
  };
}

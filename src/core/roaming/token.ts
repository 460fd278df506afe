import type { DisplayText, OpenText, PartyId } from "./party";

/** OCPI mod_tokens, TokenType. */
export type TokenType = "AD_HOC_USER" | "APP_USER" | "EMAID" | "OTHER" | "RFID" | OpenText;

/** OCPI mod_tokens, WhitelistType. */
export type WhitelistType = "ALWAYS" | "ALLOWED" | "ALLOWED_OFFLINE" | "NEVER";

/** OCPI mod_sessions, ProfileType. */
export type ProfileType = "CHEAP" | "FAST" | "GREEN" | "REGULAR";

/** OCPI mod_tokens, Token object. */
export type Token = PartyId & {
  readonly uid: string;
  readonly type: TokenType;
  readonly contractId: string;
  readonly visualNumber?: string;
  readonly issuer: string;
  readonly groupId?: string;
  readonly valid: boolean;
  readonly whitelist: WhitelistType;
  readonly language?: string;
  readonly defaultProfileType?: ProfileType;
  readonly energyContract?: { readonly supplierName: string; readonly contractId?: string };
  readonly lastUpdated: Temporal.Instant;
};

/** OCPI mod_tokens, AllowedType. */
export type Allowed = "ALLOWED" | "BLOCKED" | "EXPIRED" | "NO_CREDIT" | "NOT_ALLOWED";

/** OCPI mod_tokens, LocationReferences. */
export type LocationReferences = {
  readonly locationId: string;
  readonly evseUids: readonly string[];
};

/** The answer to a real-time authorization. OCPI mod_tokens, AuthorizationInfo. */
export type AuthorizationInfo = {
  readonly allowed: Allowed;
  readonly token: Token;
  readonly location?: LocationReferences;
  readonly authorizationReference?: string;
  readonly info?: DisplayText;
};

/** The token as a session or CDR names it. OCPI mod_cdrs, CdrToken. */
export type CdrToken = PartyId & {
  readonly uid: string;
  readonly type: TokenType;
  readonly contractId: string;
};

/** OCPI mod_cdrs, AuthMethod. */
export type AuthMethod = "AUTH_REQUEST" | "COMMAND" | "WHITELIST" | OpenText;

import type { AuthorizationInfo, Token } from "@/core/roaming/token";
import type { JsonObject } from "@/ocpi/json-value";
import { authorizationInfoFromCore as laterInfoFromCore } from "@/ocpi/v2_2_1/token-from-core";
import { compact } from "@/ocpi/wire/compact";
import { dateTimeText } from "@/ocpi/wire/wire-values";
import { strictForm } from "./strict-form";

/** OCPI 2.1.1 Token, strictly: what is no RFID card is OTHER, texts keep to their lengths. */
export function tokenFromCore(token: Token): JsonObject {
  return strictForm(
    compact({
      uid: token.uid,
      type: token.type === "RFID" ? "RFID" : "OTHER",
      auth_id: token.contractId,
      visual_number: token.visualNumber?.slice(0, 64),
      issuer: token.issuer.slice(0, 64),
      valid: token.valid,
      whitelist: token.whitelist,
      language: token.language,
      last_updated: dateTimeText(token.lastUpdated),
    }),
  );
}

/** OCPI 2.1.1 AuthorizationInfo: it repeats neither the token nor a reference. */
export function authorizationInfoFromCore(info: AuthorizationInfo): JsonObject {
  return strictForm(laterInfoFromCore(info), ["token", "authorization_reference"]);
}

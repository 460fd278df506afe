import type { AuthorizationInfo, Token } from "@/core/roaming/token";
import type { JsonObject } from "@/ocpi/json-value";
import {
  authorizationInfoFromCore as earlierInfo,
  tokenFromCore as earlierToken,
} from "@/ocpi/v2_2_1/token-from-core";

/** OCPI 2.3.0 Token: any type goes as it is called, EMAID too. */
export function tokenFromCore(token: Token): JsonObject {
  return { ...earlierToken(token), type: token.type };
}

/** OCPI 2.3.0 AuthorizationInfo. */
export function authorizationInfoFromCore(info: AuthorizationInfo): JsonObject {
  return { ...earlierInfo(info), token: tokenFromCore(info.token) };
}

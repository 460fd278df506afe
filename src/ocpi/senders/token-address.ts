import type { Token } from "@/core/roaming/token";
import type { OcpiCodec } from "@/ocpi/codec";
import { joinUrl } from "./client";

/**
 * Where a token of ours stands at a partner's Receiver interface. From 2.2 on the type is part of it: as that version
 * calls it, like the body. OCPI 2.2.1 mod_tokens, Receiver interface.
 */
export function tokenAddress(endpoint: string, codec: OcpiCodec, token: Token): string {
  const address = joinUrl(endpoint, token.countryCode, token.partyId, token.uid);
  if (codec.version === "2.1.1") return address;
  const { type } = codec.tokenFromCore(token);
  return typeof type === "string" ? `${address}?type=${encodeURIComponent(type)}` : address;
}

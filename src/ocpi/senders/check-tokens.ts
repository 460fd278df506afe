import type { Id } from "@/core/ids";
import { no, ok } from "@/core/outcome";
import type { Token } from "@/core/roaming/token";
import { isJsonObject, type JsonObject } from "@/ocpi/json-value";
import { describeAnswer, type PartnerAnswer } from "@/ocpi/read-envelope";
import { STATUS } from "@/ocpi/status-codes";
import type { Ctx } from "@/services/context";
import {
  type PartnerConnection,
  readPartnerConnection,
} from "@/services/partners/partner-connection";
import { ServiceError } from "@/services/service-error";
import { listToldTokens } from "@/services/tokens/list-told-tokens";
import { recordTokenCheck } from "@/services/tokens/record-token-check";
import { callPartner, codecOf } from "./client";
import { PartnerError } from "./partner-error";
import type { HandshakeResult } from "./register-at-partner";
import { tokenAddress } from "./token-address";

/** So many are asked for, the last changed first: a sample tells whether pushes arrive. */
const SAMPLE = 50;
/** What a partner's copy is compared by: who it names, and whether it may charge. */
const COMPARED = ["type", "contract_id", "auth_id", "valid", "whitelist"] as const;

type Held = "same" | "different" | "missing";

/**
 * Asks a partner what it holds of our tokens, compares it with what we told it, and has the rest told again.
 * OCPI mod_tokens, Receiver GET. Done, or why not in words for operations.
 */
export async function checkTokens(ctx: Ctx, partnerId: Id<"partner">): Promise<HandshakeResult> {
  try {
    const partner = await readPartnerConnection(ctx, partnerId);
    const told = await listToldTokens(ctx, partnerId, SAMPLE);
    const found: { readonly tokenId: Id<"token">; readonly held: Held }[] = [];
    for (const { tokenId, token } of told) {
      const held = await readHeld(ctx, partner, token);
      if (!held.ok) return held;
      found.push({ tokenId, held: held.value });
    }
    const which = (wanted: Held) =>
      found.filter(({ held }) => held === wanted).map(({ tokenId }) => tokenId);
    await recordTokenCheck(ctx, {
      partnerId,
      asked: told.length,
      differing: which("different"),
      missing: which("missing"),
    });
    return ok(true);
  } catch (error) {
    if (!(error instanceof PartnerError) && !(error instanceof ServiceError)) throw error;
    return no(error.message);
  }
}

async function readHeld(ctx: Ctx, partner: PartnerConnection, token: Token) {
  const endpoint = partner.endpoints.find(
    ({ identifier, role }) => identifier === "tokens" && role === "RECEIVER",
  );
  if (!endpoint || partner.token === null) return no("The partner takes no tokens.");
  const { countryCode, partyId, uid } = token;
  const to = partner.roles.find(({ role }) => role === "CPO") ?? partner.roles[0];
  const answer = await callPartner(ctx, partner, {
    method: "GET",
    url: tokenAddress(endpoint.url, codecOf(partner), token),
    token: partner.token,
    module: "tokens",
    objectKey: `${countryCode}/${partyId}/${uid}`,
    ...(to && { to }),
  });
  if (isUnknown(answer)) return ok<Held>("missing");
  if (!answer.isSuccess || !isJsonObject(answer.data)) {
    return no(`The partner does not show its tokens: ${describeAnswer(answer)}.`);
  }
  return ok<Held>(isSame(ctx, partner, token, answer.data) ? "same" : "different");
}

/** Both as we would write them, so that another way of writing is no difference. */
function isSame(ctx: Ctx, partner: PartnerConnection, token: Token, data: JsonObject): boolean {
  const codec = codecOf(partner);
  const { us } = partner;
  const read = codec.parseToken(data, ctx.clock.now(), { owner: us, us });
  if (!read.ok) return false;
  const held = codec.tokenFromCore(read.value.token);
  const told = codec.tokenFromCore(token);
  return COMPARED.every((name) => held[name] === told[name]);
}

/** A 404 without an envelope says that there is no such interface, and nothing of the token. */
function isUnknown({ http, ocpi }: PartnerAnswer): boolean {
  return (http === 404 && ocpi !== null) || ocpi === STATUS.unknownToken;
}

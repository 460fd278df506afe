import { createHmac } from "node:crypto";
import type { PartyId } from "@/core/roaming/party";
import type { Session } from "@/core/roaming/session";
import type { CdrToken } from "@/core/roaming/token";
import type { SessionPurpose } from "@/core/smart-charging/session-purpose";
import { sessionPurpose } from "@/core/smart-charging/session-purpose";
import { matchTokens, type TokenMatch } from "@/services/cdrs/match-tokens";
import type { Ctx } from "@/services/context";
import { hideDrivers, hideReferences } from "@/services/messages/hide-drivers";
import { keyText, type ObjectKey } from "@/services/messages/object-key";
import type { InboundMessage } from "@/services/messages/store-message";
import { readOurParty } from "@/services/partners/partner-connection";

const HIDDEN = /^HIDDEN-[0-9A-F]{24}$/;

/** A session as it may be kept, whose it is, and why we are told of it. */
export interface PlacedSession {
  readonly session: Session;
  readonly match: TokenMatch | null;
  readonly purpose: SessionPurpose;
}

/** Finds whose a session is. One of another eMSP's driver comes back without what tells who he is. */
export async function placeSession(ctx: Ctx, session: Session): Promise<PlacedSession> {
  const [match = null] = await matchTokens(ctx.db, [{ tenantId: ctx.tenantId, ...session }]);
  if (match) return { session, match, purpose: "billing" };
  const purpose = sessionPurpose(session.cdrToken, await readOurParty(ctx), false);
  return { session: purpose === "steering" ? hideSession(ctx, session) : session, match, purpose };
}

function hideSession(ctx: Ctx, session: Session): Session {
  const { authorizationReference: _reference, ...rest } = session;
  return {
    ...rest,
    cdrToken: { ...session.cdrToken, ...hiddenToken(ctx, session, session.cdrToken) },
  };
}

/**
 * What stands for the token of another eMSP's driver: tells whether a session's token changed, and neither who he is
 * nor that two sessions are his. What is hidden already stays as it is.
 */
function hiddenToken(
  ctx: Ctx,
  key: ObjectKey,
  token: Pick<CdrToken, "uid" | "contractId">,
): { readonly uid: string; readonly contractId: string } {
  const contractId = "#NA";
  if (HIDDEN.test(token.uid)) return { uid: token.uid, contractId };
  const told = JSON.stringify([
    "steered-token",
    ctx.tenantId,
    keyText(key),
    token.uid,
    token.contractId,
  ]);
  const mac = createHmac("sha256", ctx.settings.secretKey).update(told).digest("hex");
  return { uid: `HIDDEN-${mac.slice(0, 24).toUpperCase()}`, contractId };
}

/** The message that brought a session, without the driver where he is another eMSP's. */
export function withoutDriver(
  { session, purpose }: Pick<PlacedSession, "session" | "purpose">,
  message: InboundMessage,
): InboundMessage {
  const { body } = message;
  if (purpose !== "steering" || !body) return message;
  const { uid, contractId } = session.cdrToken;
  return withoutReferences({ ...message, body: hideDrivers(body, () => ({ uid, contractId })) });
}

/** A message of a steered session, without the reference by which another eMSP finds its driver. */
export function withoutReferences(message: InboundMessage): InboundMessage {
  const { body } = message;
  return body ? { ...message, body: hideReferences(body) } : message;
}

/** A message that brought no session, without the drivers of other eMSPs that it names. */
export async function withoutForeignDrivers<M extends Pick<InboundMessage, "body">>(
  ctx: Ctx,
  message: M,
): Promise<M> {
  const { body } = message;
  return body ? { ...message, body: await hideForeignDrivers(ctx, body) } : message;
}

/**
 * A body without the drivers of other eMSPs: of a page, or of what could not be read as a session. Tokens that are
 * ours stay, and so do those that name no party.
 */
export async function hideForeignDrivers(ctx: Ctx, body: Uint8Array): Promise<Uint8Array> {
  const us = await readOurParty(ctx);
  const named: NamedToken[] = [];
  hideDrivers(body, (token, owner) => {
    const one = readNamed(token, owner);
    if (sessionPurpose(one.cdrToken, us, false) === "steering") named.push(one);
    return null;
  });
  if (named.length === 0) return body;
  const matches = await matchTokens(
    ctx.db,
    named.map((one) => ({ tenantId: ctx.tenantId, ...one })),
  );
  const foreign = new Set(named.filter((_, index) => !matches[index]).map(textOf));
  return hideDrivers(body, (token, owner) => {
    const one = readNamed(token, owner);
    return foreign.has(textOf(one)) ? hiddenToken(ctx, one.key, one.cdrToken) : null;
  });
}

interface NamedToken {
  readonly key: ObjectKey;
  readonly cdrToken: CdrToken;
  readonly authorizationReference?: string;
}

function textOf(named: NamedToken): string {
  return JSON.stringify(named);
}

type Written = Readonly<Record<string, unknown>>;

function readNamed(token: Written, owner: Written): NamedToken {
  const text = (of: Written, name: string) => {
    const value = of[name];
    return typeof value === "string" ? value : "";
  };
  const partyOf = (of: Written): PartyId => ({
    countryCode: text(of, "country_code"),
    partyId: text(of, "party_id"),
  });
  const cdrToken = {
    ...partyOf(token),
    uid: text(token, "uid"),
    type: text(token, "type"),
    contractId: text(token, "contract_id"),
  };
  const reference = text(owner, "authorization_reference");
  return {
    key: { ...partyOf(owner), id: text(owner, "id") },
    cdrToken,
    ...(reference !== "" && { authorizationReference: reference }),
  };
}

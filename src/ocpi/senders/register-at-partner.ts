import type { Id } from "@/core/ids";
import { no, ok, type Outcome } from "@/core/outcome";
import type { OcpiCodec } from "@/ocpi/codec";
import { offeredTo } from "@/ocpi/versions";
import type { Ctx } from "@/services/context";
import { completeRegistration } from "@/services/partners/complete-registration";
import { failRegistration, type RegistrationFailure } from "@/services/partners/fail-registration";
import {
  type PartnerConnection,
  readPartnerConnection,
} from "@/services/partners/partner-connection";
import { startRegistrationAtPartner, startRotation } from "@/services/partners/start-registration";
import { ServiceError } from "@/services/service-error";
import { discoverPartner, type Place } from "./discover";
import { PartnerError } from "./partner-error";
import { sendCredentials } from "./send-credentials";

/** Done, or why not in words for operations (also kept on the partner). */
export type HandshakeResult = Outcome<true, string>;

/**
 * Registers us at a partner that gave us its versions address and a TOKEN_A: versions, details, TOKEN_B made active,
 * POST credentials, TOKEN_C kept. Every step's outcome stands on the partner; a crash leaves it to be tried again.
 * OCPI 2.2.1 credentials, Registration.
 * @throws ServiceError when the partner's state does not allow it.
 */
export async function registerAtPartner(
  ctx: Ctx,
  partnerId: Id<"partner">,
): Promise<HandshakeResult> {
  const ourToken = await startRegistrationAtPartner(ctx, partnerId);
  return shakeHands(ctx, partnerId, { ourToken, method: "POST" });
}

/**
 * Changes both tokens with a registered partner. The old ones hold until it has worked.
 * OCPI 2.2.1 credentials, PUT.
 * @throws ServiceError PRECONDITION when the partner is not registered.
 */
export async function rotateTokens(ctx: Ctx, partnerId: Id<"partner">): Promise<HandshakeResult> {
  const ourToken = await startRotation(ctx, partnerId);
  return shakeHands(ctx, partnerId, { ourToken, method: "PUT" });
}

interface Attempt {
  readonly ourToken: string;
  readonly method: "POST" | "PUT";
}

async function shakeHands(
  ctx: Ctx,
  partnerId: Id<"partner">,
  attempt: Attempt,
): Promise<HandshakeResult> {
  const { ourToken } = attempt;
  const fail = async (
    message: string,
    more: Pick<RegistrationFailure, "isTransient" | "refusedHosts"> = {},
  ): Promise<HandshakeResult> => {
    await failRegistration(ctx, partnerId, { message, ...more, inboundToken: ourToken });
    return no(message);
  };
  const failUnsure = async (message: string): Promise<HandshakeResult> => {
    // Our credentials went out and no answer came: the partner may use the new token, so it stays.
    const words = `${message} The partner may have taken our credentials all the same.`;
    await failRegistration(ctx, partnerId, { message: words });
    return no(words);
  };
  try {
    const partner = await readPartnerConnection(ctx, partnerId);
    const place = placeOf(partner);
    const found = await discoverPartner(ctx, partner, place, wantedVersions(partner));
    if (!found.ok) return await fail(found.reason.message, found.reason);
    const exchange = { place, found: found.value, ourToken };
    const agreed = await sendCredentials(ctx, partner, attempt.method, exchange);
    if (!agreed.ok) return await fail(agreed.reason);
    await completeRegistration(ctx, partnerId, agreed.value, attempt.method === "PUT");
    return ok(true);
  } catch (error) {
    if (error instanceof PartnerError) return failUnsure(error.message);
    if (error instanceof ServiceError) return fail(error.message);
    throw error;
  }
}

/**
 * The versions that we would agree on with a partner, the best first: the one in use, else the highest. To change
 * the version of a connection, operations offer the new one only and change the tokens.
 */
function wantedVersions({ settings, version }: PartnerConnection): readonly OcpiCodec[] {
  const offered = offeredTo(settings);
  const inUse = offered.filter((codec) => codec.version === version);
  return [...inUse, ...offered.filter((codec) => codec.version !== version)];
}

function placeOf({ versionsUrl, token }: PartnerConnection): Place {
  if (versionsUrl === null || token === null) {
    throw new ServiceError(
      "PRECONDITION",
      "The partner's versions address and token are needed first.",
    );
  }
  return { versionsUrl, token };
}

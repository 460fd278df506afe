import { no, ok, type Outcome } from "@/core/outcome";
import { agreedRoles } from "@/ocpi/agreed-roles";
import { ourCredentials } from "@/ocpi/our-credentials";
import { describeAnswer, type PartnerAnswer } from "@/ocpi/read-envelope";
import type { Ctx } from "@/services/context";
import type { Agreement } from "@/services/partners/complete-registration";
import type { PartnerConnection } from "@/services/partners/partner-connection";
import { callPartner } from "./client";
import type { Discovery, Place } from "./discover";

/** Words for operations. */
type Failure = string;

async function send(
  ctx: Ctx,
  partner: PartnerConnection,
  method: "POST" | "PUT",
  exchange: { readonly place: Place; readonly found: Discovery; readonly ourToken: string },
): Promise<PartnerAnswer> {
  const { place, found, ourToken } = exchange;
  const body = ourCredentials(found.codec, partner, ctx.settings.baseUrl, ourToken);
  const { token } = place;
  const url = found.credentialsUrl;
  return callPartner(
    ctx,
    partner,
    { method, url, token, module: "credentials", body, isSecret: true },
    found.encoding,
  );
}

/**
 * Sends our credentials with the token the partner shall use (already active), and reads the partner's. A POST that
 * is answered 405 is followed by a PUT: an earlier attempt came through on their side only.
 * OCPI 2.2.1 credentials, POST and PUT.
 * @throws PartnerError when the partner does not answer; it may have taken our token.
 */
export async function sendCredentials(
  ctx: Ctx,
  partner: PartnerConnection,
  method: "POST" | "PUT",
  exchange: { readonly place: Place; readonly found: Discovery; readonly ourToken: string },
): Promise<Outcome<Agreement, Failure>> {
  let answer = await send(ctx, partner, method, exchange);
  if (method === "POST" && answer.http === 405) answer = await send(ctx, partner, "PUT", exchange);
  if (!answer.isSuccess)
    return no(`The partner refused our credentials: ${describeAnswer(answer)}.`);
  const read = exchange.found.codec.parseCredentials(answer.data ?? null, ctx.clock.now());
  if (!read.ok) return no("The partner took our credentials but answered without its own.");
  const { credentials } = read.value;
  return ok({
    token: credentials.token,
    versionsUrl: exchange.place.versionsUrl,
    version: exchange.found.codec.version,
    roles: agreedRoles(credentials),
    endpoints: exchange.found.endpoints,
    authEncoding: exchange.found.encoding,
    inboundToken: exchange.ourToken,
  });
}

import type { Caller } from "@/ocpi/authenticate";
import type { OcpiAnswer, OcpiCall } from "@/ocpi/call";
import { agreedRoles } from "@/ocpi/agreed-roles";
import type { OcpiCodec, PartnerCredentials } from "@/ocpi/codec";
import { accept, refuse, refuseHttp } from "@/ocpi/envelope";
import { ourCredentials } from "@/ocpi/our-credentials";
import { readJson } from "@/ocpi/read-json";
import { discoverPartner } from "@/ocpi/senders/discover";
import { STATUS } from "@/ocpi/status-codes";
import { describeFinding } from "@/ocpi/wire/read-wire";
import { storeMessage } from "@/services/messages/store-message";
import { completeRegistration } from "@/services/partners/complete-registration";
import { failRegistration } from "@/services/partners/fail-registration";
import { leavePartner } from "@/services/partners/leave-partner";
import { readOurParty, readPartnerConnection } from "@/services/partners/partner-connection";
import { startRegistrationByPartner } from "@/services/partners/start-registration";
import { ServiceError } from "@/services/service-error";

/** The credentials module. OCPI 2.2.1 credentials. Bodies are not kept: they hold tokens. */
export async function credentialsReceiver(call: OcpiCall, caller: Caller): Promise<OcpiAnswer> {
  const answer = await answerMethod(call, caller);
  const isAccepted = answer.ocpi === STATUS.success;
  await storeMessage(call.ctx, {
    partnerId: call.partner.id,
    direction: "in",
    module: "credentials",
    method: call.method,
    url: call.url,
    requestId: call.requestId,
    correlationId: call.correlationId,
    httpStatus: answer.http,
    ocpiStatus: answer.ocpi,
    outcome: isAccepted ? "accepted" : "rejected",
    reasons: isAccepted || answer.message === undefined ? [] : [answer.message],
    habits: call.habits,
    occurredAt: call.receivedAt,
  });
  return answer;
}

async function answerMethod(call: OcpiCall, caller: Caller): Promise<OcpiAnswer> {
  const isRegistered = call.partner.state === "registered";
  switch (call.method) {
    case "POST":
      return isRegistered ? notInThisState("is registered already") : exchangeTokens(call, false);
    case "PUT":
      return isRegistered ? exchangeTokens(call, true) : notInThisState("is not registered");
    case "DELETE":
      if (!isRegistered) return notInThisState("is not registered");
      await leavePartner(call.ctx, call.partner.id);
      return accept();
    default:
      return answerWith(call, caller.presentedToken);
  }
}

function notInThisState(state: string): OcpiAnswer {
  return refuseHttp(405, `This connection ${state}.`);
}

async function answerWith({ ctx, codec, partner }: OcpiCall, token: string): Promise<OcpiAnswer> {
  const { settings } = partner;
  const us = await readOurParty(ctx);
  return accept(ourCredentials(codec, { us, settings }, ctx.settings.baseUrl, token));
}

function readCredentials(call: OcpiCall): PartnerCredentials | OcpiAnswer {
  const read = readJson(call.body ?? new Uint8Array());
  if (!read.ok) return refuseHttp(400, read.reason.text, STATUS.invalidParameters);
  const parsed = call.codec.parseCredentials(read.value.json, call.receivedAt);
  if (!parsed.ok) {
    const reasons = parsed.reason.map(describeFinding).join("; ");
    return refuse(STATUS.invalidParameters, `The credentials can't be read: ${reasons}`);
  }
  if (parsed.value.credentials.roles.length === 0) {
    return refuse(STATUS.invalidParameters, "The credentials name no role.");
  }
  return parsed.value.credentials;
}

/**
 * POST and PUT: reads the partner's versions and details with the token it gave, while its request is open and no
 * transaction is; then keeps everything at once and answers with a new token. What failed is told by its code
 * alone; the reason is for operations.
 */
async function exchangeTokens(call: OcpiCall, isRotation: boolean): Promise<OcpiAnswer> {
  const { ctx, partner, codec } = call;
  const theirs = readCredentials(call);
  if ("http" in theirs) return theirs;
  try {
    if (!isRotation) await startRegistrationByPartner(ctx, partner.id, theirs.url);
    const connection = await readPartnerConnection(ctx, partner.id);
    const place = { versionsUrl: theirs.url, token: theirs.token };
    const found = await discoverPartner(ctx, connection, place, [codec]);
    if (!found.ok) {
      const { status, message, refusedHosts } = found.reason;
      await failRegistration(ctx, partner.id, { message, refusedHosts });
      return refuse(status, refusedHosts ? OTHER_HOSTS : discoveryRefusal(status, codec));
    }
    const token = await completeRegistration(
      ctx,
      partner.id,
      {
        token: theirs.token,
        versionsUrl: theirs.url,
        version: codec.version,
        roles: agreedRoles(theirs),
        endpoints: found.value.endpoints,
        authEncoding: found.value.encoding,
      },
      isRotation,
    );
    return await answerWith(call, token);
  } catch (error) {
    if (error instanceof ServiceError && error.code === "CONFLICT") {
      return notInThisState("changed meanwhile");
    }
    if (error instanceof ServiceError && error.code === "FORBIDDEN") {
      if (!isRotation) await failRegistration(ctx, partner.id, { message: error.message });
      return refuse(STATUS.clientError, error.message);
    }
    throw error;
  }
}

const OTHER_HOSTS =
  "Your addresses are at other hosts than the versions address that we know. Our operations must allow them first.";

// The same words whatever the cause: an address of ours that answers must look like one that does not.
function discoveryRefusal(status: number, { version }: OcpiCodec): string {
  if (status === STATUS.unsupportedVersion) return `Your versions don't include ${version}.`;
  return status === STATUS.endpointsMissing
    ? "Your version details lack endpoints that we need."
    : "Your versions or version details could not be read.";
}

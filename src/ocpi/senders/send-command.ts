import { isJsonObject } from "@/ocpi/json-value";
import { describeAnswer, type PartnerAnswer } from "@/ocpi/read-envelope";
import { isHubCode, STATUS } from "@/ocpi/status-codes";
import { displayTextsToCore } from "@/ocpi/v2_2_1/details-to-core";
import { commandResponseSchema } from "@/ocpi/v2_2_1/schemas/command-response";
import { describeFinding, readWire } from "@/ocpi/wire/read-wire";
import { integerOf } from "@/ocpi/wire/wire-values";
import type { CommandToSend } from "@/services/commands/claim-due-commands";
import { recordSyncAnswer, type SyncAnswer } from "@/services/commands/record-sync-answer";
import type { Ctx } from "@/services/context";
import { whyUnreachable } from "@/services/hubs/party-status";
import {
  type PartnerConnection,
  readPartnerConnection,
} from "@/services/partners/partner-connection";
import { ServiceError } from "@/services/service-error";
import { callPartner, codecOf, joinUrl } from "./client";
import { isRefusalAsError } from "./hub-dialect";
import { PartnerError } from "./partner-error";
import { commandBody } from "./send-command-body";

/** Whose station it is; where that is not known, a hub may find out, else the connection's CPO, else its first role. */
function addresseeOf({ to }: CommandToSend, { roles }: PartnerConnection) {
  if (to) return to;
  if (roles.some(({ role }) => role === "HUB")) return "open";
  return roles.find(({ role }) => role === "CPO") ?? roles[0];
}

/**
 * Sends a command that was claimed, once, and keeps what came of it. What is lost on the way is never sent again: the
 * result, the session or the time-out tells. OCPI 2.2.1 mod_commands, Receiver POST. Never throws for what a partner
 * does.
 */
export async function sendCommand(ctx: Ctx, command: CommandToSend): Promise<void> {
  await recordSyncAnswer(ctx, command.id, await askPartner(ctx, command));
}

async function askPartner(ctx: Ctx, command: CommandToSend): Promise<SyncAnswer> {
  const { id, kind, partnerId } = command;
  try {
    const partner = await readPartnerConnection(ctx, partnerId);
    const endpoint = partner.endpoints.find(
      ({ identifier, role }) => identifier === "commands" && role === "RECEIVER",
    );
    const codec = codecOf(partner);
    const path = `ocpi/${codec.version}/sender/commands/${kind}/${id}`;
    const body = commandBody(command, codec, `${ctx.settings.baseUrl}/${path}`, partner.settings);
    if (!endpoint || partner.token === null || partner.state !== "registered" || body === null) {
      return { kind: "refused", error: "The partner does not take this command." };
    }
    const why = command.to && (await whyUnreachable(ctx, partnerId, command.to));
    if (why) return { kind: "refused", error: why };
    const answer = await callPartner(ctx, partner, {
      method: "POST",
      url: joinUrl(endpoint.url, kind),
      token: partner.token,
      module: "commands",
      objectKey: `${kind}/${id}`,
      body,
      to: addresseeOf(command, partner),
    });
    return readAnswer(ctx, answer, partner);
  } catch (error) {
    if (error instanceof ServiceError) return { kind: "refused", error: error.message };
    if (!(error instanceof PartnerError)) throw error;
    const isLost = error.kind === "unreachable" || error.kind === "too-large";
    return { kind: isLost ? "unanswered" : "refused", error: error.message };
  }
}

/** What a hub did not pass on. After its other failures the station may have got it all the same. */
const NOT_PASSED_ON: ReadonlySet<number> = new Set([
  STATUS.unknownReceiver,
  STATUS.receiverNotConnected,
]);

/** A server that failed may have passed the command on before; what the OCPI layer refuses was not taken. */
function readAnswer(ctx: Ctx, answer: PartnerAnswer, { settings }: PartnerConnection): SyncAnswer {
  const error = describeAnswer(answer);
  if (isHubCode(answer.ocpi)) {
    return { kind: NOT_PASSED_ON.has(answer.ocpi ?? 0) ? "refused" : "unanswered", error };
  }
  if (isRefusalAsError(answer, settings)) return { kind: "refused", error };
  if (answer.http >= 500) return { kind: "unanswered", error };
  if (!answer.isSuccess) return { kind: "refused", error };
  const json = isJsonObject(answer.data) ? answer.data : {};
  const read = readWire(commandResponseSchema, json, ctx.clock.now());
  if (!read.ok) {
    const why = read.reason.map(describeFinding).join("; ");
    return { kind: "unanswered", error: `${error}: no result (${why})` };
  }
  const { result, timeout, message } = read.value.value;
  const seconds = integerOf(timeout);
  return {
    kind: "answered",
    result,
    timeoutS: seconds > 0 ? seconds : null,
    messages: displayTextsToCore(message),
  };
}

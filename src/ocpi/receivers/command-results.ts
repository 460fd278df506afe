import type { ModuleHandler } from "@/ocpi/call";
import { accept } from "@/ocpi/envelope";
import { displayTextsToCore } from "@/ocpi/v2_2_1/details-to-core";
import { commandResultSchema } from "@/ocpi/v2_2_1/schemas/command-result";
import { describeFinding, readWire } from "@/ocpi/wire/read-wire";
import { recordResult } from "@/services/commands/record-result";
import { ServiceError } from "@/services/service-error";
import { invalid, messageOf, notFound, readPushBody, refusePush } from "./push";

/**
 * Where CPOs POST what became of a command: `{COMMAND}/{id}`, as the command's `response_url` said. Only the partner
 * that it was sent to knows the address; for any other it does not exist. OCPI 2.2.1 mod_commands, Sender POST.
 */
export const commandResultsReceiver: ModuleHandler = async (call) => {
  const [kind = "", commandId = "", ...rest] = call.segments;
  const message = { ...messageOf(call, "commands"), objectKey: `${kind}/${commandId}` };
  if (rest.length > 0 || call.partner.state !== "registered") {
    return refusePush(call, notFound("There is no such command."), message);
  }
  const body = readPushBody(call);
  if (!body.ok) return refusePush(call, body.reason, message);
  const read = readWire(commandResultSchema, body.value.json, call.receivedAt);
  if (!read.ok) return refusePush(call, invalid(...read.reason.map(describeFinding)), message);
  const { result, message: texts } = read.value.value;
  const notes = [...body.value.notes, ...read.value.notes.map(describeFinding)];
  try {
    await recordResult(call.ctx, {
      partnerId: call.partner.id,
      kind,
      commandId,
      result,
      messages: displayTextsToCore(texts),
      message: { ...message, notes },
    });
  } catch (error) {
    if (!(error instanceof ServiceError) || error.code !== "NOT_FOUND") throw error;
    return refusePush(call, notFound(error.message), message);
  }
  return accept();
};

import type { ModuleHandler, OcpiAnswer, OcpiCall } from "@/ocpi/call";
import { contentSha256 } from "@/ocpi/canonical-content";
import { accept } from "@/ocpi/envelope";
import { describeFinding } from "@/ocpi/wire/read-wire";
import type { ObjectKey } from "@/services/messages/object-key";
import { findTariff } from "@/services/tariffs/find-tariff";
import { receiveTariff } from "@/services/tariffs/receive-tariff";
import { receiveTariffDeletion } from "@/services/tariffs/receive-tariff-deletion";
import {
  acceptPush,
  invalid,
  messageOf,
  notFound,
  readPushBody,
  readTarget,
  refusalAnswer,
  refusePush,
  withIdentity,
} from "./push";

const UNKNOWN = notFound("The tariff is not known here.");

/** OCPI 2.2.1 mod_tariffs, Receiver interface. */
export const tariffsReceiver: ModuleHandler = async (call) => {
  const target = readTarget(call);
  if (!target.ok) return refusePush(call, target.reason, messageOf(call, "tariffs"));
  const { key, parts } = target.value;
  if (parts.length > 0) {
    const refusal = notFound("There is nothing below a tariff.");
    return refusePush(call, refusal, messageOf(call, "tariffs", { key }));
  }
  const tariffKey = { ...key, partnerId: call.partner.id };
  if (call.method === "GET") {
    const tariff = await findTariff(call.ctx, tariffKey);
    return tariff ? accept(call.codec.tariffFromCore(tariff)) : refusalAnswer(UNKNOWN);
  }
  if (call.method === "DELETE") {
    const message = messageOf(call, "tariffs", { key });
    const receipt = await receiveTariffDeletion(call.ctx, { key: tariffKey, message });
    return receipt === "deleted" ? accept() : refusalAnswer(UNKNOWN);
  }
  return receivePut(call, key);
};

async function receivePut(call: OcpiCall, key: ObjectKey): Promise<OcpiAnswer> {
  const read = readPushBody(call);
  const names = { country_code: key.countryCode, party_id: key.partyId, id: key.id };
  const body = read.ok ? withIdentity(call, read.value, names) : read;
  if (!body.ok) return refusePush(call, body.reason, messageOf(call, "tariffs", { key }));
  const { json, notes } = body.value;
  const parsed = call.codec.parseTariff(json, call.receivedAt, { owner: key, us: call.us });
  if (!parsed.ok) {
    const refusal = invalid(...parsed.reason.map(describeFinding));
    return refusePush(call, refusal, messageOf(call, "tariffs", { key, notes }));
  }
  const findings = parsed.value.notes.map(describeFinding);
  const receipt = await receiveTariff(call.ctx, {
    partnerId: call.partner.id,
    tariff: parsed.value.tariff,
    contentSha256: contentSha256(json),
    message: messageOf(call, "tariffs", { key, notes: [...notes, ...findings] }),
  });
  return acceptPush(receipt === "created");
}

import type { ModuleHandler, OcpiAnswer, OcpiCall } from "@/ocpi/call";
import { contentSha256 } from "@/ocpi/canonical-content";
import { accept } from "@/ocpi/envelope";
import { readLastUpdated } from "@/ocpi/last-updated";
import { describeFinding } from "@/ocpi/wire/read-wire";
import type { ObjectKey } from "@/services/messages/object-key";
import { findTariff } from "@/services/tariffs/find-tariff";
import { receiveTariff } from "@/services/tariffs/receive-tariff";
import { receiveTariffPatch } from "@/services/tariffs/receive-tariff-patch";
import { receiveTariffDeletion } from "@/services/tariffs/receive-tariff-deletion";
import {
  acceptPush,
  invalid,
  messageOf,
  namesOf,
  notFound,
  type PushBody,
  readPushBody,
  readTarget,
  refusalAnswer,
  refusePush,
  withIdentity,
} from "./push";

const UNKNOWN = notFound("The tariff is not known here.");

/** OCPI mod_tariffs, Receiver interface. PATCH is 2.1.1's. */
export const tariffsReceiver: ModuleHandler = async (call) => {
  const target = await readTarget(call);
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
  const read = readPushBody(call);
  const body = read.ok ? withIdentity(call, read.value, namesOf(key)) : read;
  if (!body.ok) return refusePush(call, body.reason, messageOf(call, "tariffs", { key }));
  return call.method === "PATCH"
    ? receivePatch(call, key, body.value)
    : receivePut(call, key, body.value);
};

async function receivePut(call: OcpiCall, key: ObjectKey, body: PushBody): Promise<OcpiAnswer> {
  const { json, notes } = body;
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

async function receivePatch(call: OcpiCall, key: ObjectKey, body: PushBody): Promise<OcpiAnswer> {
  const { codec, receivedAt } = call;
  const { patchTariff } = codec;
  const message = messageOf(call, "tariffs", { key, notes: body.notes });
  if (!patchTariff) return refusePush(call, invalid("This version has no PATCH."), message);
  const lastUpdated = readLastUpdated(codec, body.json, receivedAt);
  if (!lastUpdated.ok) return refusePush(call, invalid(lastUpdated.reason), message);
  const receipt = await receiveTariffPatch(call.ctx, {
    key: { ...key, partnerId: call.partner.id },
    lastUpdated: lastUpdated.value,
    merge: (held) => patchTariff(held, body.json, receivedAt),
    contentOf: (tariff) => contentSha256(codec.tariffFromCore(tariff)),
    message,
  });
  if (receipt.outcome === "unknown") return refusalAnswer(UNKNOWN);
  if (receipt.outcome === "rejected") return refusalAnswer(invalid(...receipt.reasons));
  return acceptPush(false);
}

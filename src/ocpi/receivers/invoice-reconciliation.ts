import type { ModuleHandler, OcpiAnswer, OcpiCall } from "@/ocpi/call";
import { accept } from "@/ocpi/envelope";
import { speaksFor } from "@/ocpi/speaks-for";
import { invoiceReconciliationRecordSchema } from "@/ocpi/v2_3_0/schemas/invoice-reconciliation-record";
import { describeFinding, readWire } from "@/ocpi/wire/read-wire";
import { dateTimeText, instantOf } from "@/ocpi/wire/wire-values";
import type { ObjectKey } from "@/services/messages/object-key";
import {
  deleteReconciliationRecord,
  findReconciliationRecord,
  receiveReconciliationRecord,
} from "@/services/reconciliation/reconciliation-record";
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

const MODULE = "invoicereconciliation";
const UNKNOWN = notFound("The record is not known here.");

/** OCPI 2.3.0 mod_invoice_reconciliation, Receiver interface: POST of a new record, and the rest at its address. */
export const invoiceReconciliationReceiver: ModuleHandler = async (call) => {
  if (call.method === "POST") return receivePost(call);
  const target = await readTarget(call);
  if (!target.ok) return refusePush(call, target.reason, messageOf(call, MODULE));
  const { key, parts } = target.value;
  const message = messageOf(call, MODULE, { key });
  if (parts.length > 0) return refusePush(call, UNKNOWN, message);
  const recordKey = { ...key, partnerId: call.partner.id };
  if (call.method === "GET") return answerHeld(call, key);
  if (call.method === "DELETE") {
    const isDeleted = await deleteReconciliationRecord(call.ctx, { key: recordKey, message });
    return isDeleted ? accept() : refusalAnswer(UNKNOWN);
  }
  const read = readPushBody(call);
  const body = read.ok ? withIdentity(call, read.value, namesOf(key)) : read;
  return body.ok ? receiveRecord(call, body.value) : refusePush(call, body.reason, message);
};

async function receivePost(call: OcpiCall): Promise<OcpiAnswer> {
  const message = messageOf(call, MODULE);
  if (call.segments.length > 0 || call.partner.state !== "registered") {
    return refusePush(call, notFound("Records are posted to the module."), message);
  }
  const body = readPushBody(call);
  return body.ok ? receiveRecord(call, body.value) : refusePush(call, body.reason, message);
}

async function answerHeld(call: OcpiCall, key: ObjectKey): Promise<OcpiAnswer> {
  const record = await findReconciliationRecord(call.ctx, { ...key, partnerId: call.partner.id });
  if (!record) return refusalAnswer(UNKNOWN);
  return accept({
    country_code: record.countryCode,
    party_id: record.partyId,
    id: record.id,
    invoice_id: record.invoiceId,
    cdrs: record.cdrIds,
    last_updated: dateTimeText(record.lastUpdated),
  });
}

async function receiveRecord(call: OcpiCall, body: PushBody): Promise<OcpiAnswer> {
  const parsed = readWire(invoiceReconciliationRecordSchema, body.json, call.receivedAt);
  if (!parsed.ok) {
    const refusal = invalid(...parsed.reason.map(describeFinding));
    return refusePush(call, refusal, messageOf(call, MODULE, { notes: body.notes }));
  }
  const { value, notes } = parsed.value;
  const key = { countryCode: value.country_code, partyId: value.party_id, id: value.id };
  const all = [...body.notes, ...notes.map(describeFinding)];
  const message = messageOf(call, MODULE, { key, notes: all });
  if (!(await speaksFor(call, key))) {
    const words = `${key.countryCode}/${key.partyId} is no party of this connection`;
    return refusePush(call, invalid(words), message);
  }
  const receipt = await receiveReconciliationRecord(call.ctx, {
    partnerId: call.partner.id,
    record: {
      ...key,
      invoiceId: value.invoice_id,
      cdrIds: value.cdrs,
      lastUpdated: instantOf(value.last_updated),
    },
    message,
  });
  return acceptPush(receipt === "created");
}

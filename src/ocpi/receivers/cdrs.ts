import { no, ok } from "@/core/outcome";
import type { ModuleHandler, OcpiAnswer, OcpiCall } from "@/ocpi/call";
import { contentSha256 } from "@/ocpi/canonical-content";
import { accept } from "@/ocpi/envelope";
import { refusedParty } from "@/ocpi/party-filter";
import { readJson } from "@/ocpi/read-json";
import { readsFrom, speaksFor } from "@/ocpi/speaks-for";
import { STATUS } from "@/ocpi/status-codes";
import { describeFinding } from "@/ocpi/wire/read-wire";
import type { CdrReceipt, ReadCdr } from "@/services/cdrs/cdr-delivery";
import { readCdrBody } from "@/services/cdrs/read-cdr-body";
import type { ObjectKey } from "@/services/messages/object-key";
import { type CdrBatcher, createCdrBatcher } from "./cdr-batcher";
import {
  invalid,
  messageOf,
  notFound,
  type PushBody,
  readPushBody,
  readTarget,
  refusalAnswer,
  refusePush,
  ownPartyOf,
} from "./push";

const UNKNOWN = notFound("The CDR is not known here.");
const CONFLICT =
  "A CDR with this id and other content is held. CDRs cannot be changed: send a Credit CDR, then a new CDR.";

// One batcher for each database: what arrives together is committed together.
const batchers = new WeakMap<object, CdrBatcher>();

function batcherOf({ ctx }: OcpiCall): CdrBatcher {
  const known = batchers.get(ctx.db);
  if (known) return known;
  const batcher = createCdrBatcher({ db: ctx.db });
  batchers.set(ctx.db, batcher);
  return batcher;
}

/** OCPI 2.2.1 mod_cdrs, Receiver interface: POST, and GET of the address that POST answered with. */
export const cdrsReceiver: ModuleHandler = createCdrsReceiver(batcherOf);

/** The same with a batcher of the caller's choice. */
export function createCdrsReceiver(batcherFor: (call: OcpiCall) => CdrBatcher): ModuleHandler {
  return async (call) => {
    if (call.method === "POST") return receivePost(call, batcherFor(call));
    const target = await readTarget(call);
    if (!target.ok) return refusalAnswer(target.reason);
    if (target.value.parts.length > 0) return refusalAnswer(UNKNOWN);
    const bytes = await readCdrBody(call.ctx, target.value.key, readsFrom(call.partner));
    const read = bytes && readJson(bytes);
    return read?.ok ? accept(read.value.json) : refusalAnswer(UNKNOWN);
  };
}

async function receivePost(call: OcpiCall, receive: CdrBatcher): Promise<OcpiAnswer> {
  if (call.segments.length > 0) {
    return refusePush(call, notFound("CDRs are posted to the module."), messageOf(call, "cdrs"));
  }
  if (call.partner.state !== "registered") {
    const refusal = notFound("The connection is not registered.");
    return refusePush(call, refusal, messageOf(call, "cdrs"));
  }
  const body = readPushBody(call);
  if (!body.ok) return refusePush(call, body.reason, messageOf(call, "cdrs"));
  const parsed = await readCdr(call, body.value);
  const key = parsed.ok ? keyOf(parsed.value.cdr) : statedKey(call, body.value);
  const receipt = await receive({
    tenantId: call.ctx.tenantId,
    partnerId: call.partner.id,
    message: messageOf(call, "cdrs", { key, notes: body.value.notes }),
    parsed,
    receivedAt: call.receivedAt,
    isCostless: call.partner.settings.hubDialect === "authorization-id",
    hasNoCredits: call.codec.version === "2.1.1",
  });
  return answerReceipt(call, receipt);
}

async function readCdr(call: OcpiCall, body: PushBody): Promise<ReadCdr> {
  const parsed = call.codec.parseCdr(body.json, call.receivedAt, {
    owner: ownPartyOf(call),
    us: call.us,
  });
  if (!parsed.ok) return no(parsed.reason.map(describeFinding));
  const { cdr, notes } = parsed.value;
  if (!(await speaksFor(call, cdr))) {
    return no([`${cdr.countryCode}/${cdr.partyId} is no party of this connection`]);
  }
  const refused = refusedParty(call.partner.settings, cdr);
  if (refused !== null) return no([refused]);
  return ok({
    cdr,
    notes: [...body.notes, ...notes.map(describeFinding)],
    contentSha256: contentSha256(body.json),
  });
}

function keyOf({ countryCode, partyId, id }: ObjectKey): ObjectKey {
  return { countryCode, partyId, id };
}

/** What an unreadable CDR calls itself, as far as it does. */
function statedKey(call: OcpiCall, { json }: PushBody): ObjectKey | undefined {
  const own = ownPartyOf(call);
  const {
    country_code: countryCode,
    party_id: partyId,
    id,
  } = call.codec.namesParties
    ? json
    : { country_code: own.countryCode, party_id: own.partyId, id: json["id"] };
  if (typeof countryCode !== "string" || typeof partyId !== "string" || typeof id !== "string") {
    return undefined;
  }
  return { countryCode, partyId, id };
}

function answerReceipt(call: OcpiCall, receipt: CdrReceipt): OcpiAnswer {
  if (receipt.outcome === "rejected") return refusalAnswer(invalid(...receipt.reasons));
  const headers = { Location: addressOf(call, receipt.key) };
  if (receipt.outcome === "conflict") return { ...refusalAnswer(invalid(CONFLICT)), headers };
  const http = receipt.outcome === "new" ? 201 : 200;
  return { http, ocpi: STATUS.success, message: "Success", headers };
}

function addressOf({ ctx, codec }: OcpiCall, { countryCode, partyId, id }: ObjectKey): string {
  const path = [countryCode, partyId, id].map(encodeURIComponent).join("/");
  return `${ctx.settings.baseUrl}/ocpi/${codec.version}/receiver/cdrs/${path}`;
}

import { createHash } from "node:crypto";
import { contentSha256 } from "@/ocpi/canonical-content";
import type { OcpiCall } from "@/ocpi/call";
import { isJsonObject, type JsonValue } from "@/ocpi/json-value";
import { pushReceivers } from "@/ocpi/push-receivers";
import { STATUS } from "@/ocpi/status-codes";
import type { Ctx } from "@/services/context";
import type { ObjectKey } from "@/services/messages/object-key";
import { storeMessage } from "@/services/messages/store-message";
import type { PartnerConnection } from "@/services/partners/partner-connection";
import type { ListedObject } from "@/services/pulls/find-unchanged";
import type { PullModule } from "@/services/pulls/pull-module";
import { ServiceError } from "@/services/service-error";

/** Everything about a listed object that its receiver does not read itself. */
type CallBase = Omit<OcpiCall, "method" | "segments" | "body" | "requestId">;

/** An object of a page: who it says it is, and its bytes as they are kept. Numbers keep the digits they came with. */
export interface PulledObject extends ListedObject {
  /** Null where it says no id; then it can only be refused. */
  readonly key: ObjectKey | null;
  /** What tells it from other objects of the list. */
  readonly identity: string;
  readonly bytes: Uint8Array;
}

/** What became of it. `fresh`: new to us. */
export type PulledOutcome = "fresh" | "known" | "refused";

/** Reads who an object is; the connection's own party stands in where it does not say whose it is. */
export function readPulledObject(json: JsonValue, owner: Omit<ObjectKey, "id">): PulledObject {
  const bytes = Buffer.from(JSON.stringify(json), "utf8");
  const bodySha256 = createHash("sha256").update(bytes).digest();
  const key = isJsonObject(json) ? readKey(json, owner) : null;
  const { countryCode, partyId } = key ?? owner;
  const idUpper = key?.id.toUpperCase() ?? "";
  const identity = key
    ? `${countryCode}/${partyId}/${idUpper}`.toUpperCase()
    : bodySha256.toString("hex");
  return { key, identity, bytes, idUpper, bodySha256, contentSha256: contentSha256(json) };
}

function readKey(
  json: { readonly [name: string]: JsonValue },
  owner: Omit<ObjectKey, "id">,
): ObjectKey | null {
  const { id } = json;
  if (typeof id !== "string" || id.trim() === "") return null;
  const textOf = (value: JsonValue | undefined, own: string) =>
    typeof value === "string" && value.trim() !== "" ? value.trim() : own;
  return {
    countryCode: textOf(json["country_code"], owner.countryCode),
    partyId: textOf(json["party_id"], owner.partyId),
    id: id.trim(),
  };
}

/** The context in which objects of a partner's list are received, as if the partner had pushed them. */
export function pulledFrom(
  ctx: Ctx,
  partner: PartnerConnection,
  of: Pick<OcpiCall, "codec" | "url" | "correlationId">,
): CallBase {
  const { id, name, state, roles, settings, version, us } = partner;
  return {
    ctx,
    partner: { id, tenantId: ctx.tenantId, name, state, roles, settings, version, tokenKind: "C" },
    us,
    query: new URLSearchParams(),
    from: null,
    to: null,
    receivedAt: ctx.clock.now(),
    ...of,
  };
}

/**
 * Receives one object of a list by the same way as a push of it, so that both together are one object. What can't be
 * used is kept with its reasons and harms no other. @throws what means that nothing can be stored at all.
 */
export async function receivePulled(
  base: CallBase,
  module: PullModule,
  object: PulledObject,
): Promise<PulledOutcome> {
  const { key } = object;
  const isCdr = module === "cdrs";
  const call: OcpiCall = {
    ...base,
    method: isCdr ? "POST" : "PUT",
    segments: isCdr || !key ? [] : [key.countryCode, key.partyId, key.id],
    body: object.bytes,
    requestId: crypto.randomUUID(),
  };
  try {
    const { http, ocpi } = await pushReceivers[module](call);
    if (http >= 300 || ocpi !== STATUS.success) return "refused";
    return http === 201 ? "fresh" : "known";
  } catch (error) {
    if (error instanceof ServiceError && error.code === "UNAVAILABLE") throw error;
    await keepFailed(call, module, error);
    return "refused";
  }
}

/** Where even this fails, the store is away, and the page is read again later. */
async function keepFailed(call: OcpiCall, module: PullModule, error: unknown): Promise<void> {
  call.ctx.log.error({ err: error, requestId: call.requestId }, "a pulled object was not received");
  await storeMessage(call.ctx, {
    partnerId: call.partner.id,
    direction: "in",
    module,
    method: call.method,
    url: call.url,
    requestId: call.requestId,
    correlationId: call.correlationId,
    body: call.body,
    outcome: "failed",
    reasons: [error instanceof ServiceError ? error.message : "It could not be stored."],
    occurredAt: call.receivedAt,
  });
}

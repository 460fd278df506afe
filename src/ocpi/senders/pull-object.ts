import { createHash } from "node:crypto";
import { contentSha256 } from "@/ocpi/canonical-content";
import type { OcpiCall } from "@/ocpi/call";
import { isJsonObject, type JsonValue } from "@/ocpi/json-value";
import { receiveOrKeep } from "@/ocpi/receive-or-keep";
import { STATUS } from "@/ocpi/status-codes";
import type { Ctx } from "@/services/context";
import type { ObjectKey } from "@/services/messages/object-key";
import type { PartnerConnection } from "@/services/partners/partner-connection";
import type { ListedObject } from "@/services/pulls/find-unchanged";
import type { PullModule } from "@/services/pulls/pull-module";

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
export function readPulledObject(
  json: JsonValue,
  owner: Omit<ObjectKey, "id">,
  module: PullModule,
): PulledObject {
  const bytes = Buffer.from(JSON.stringify(json), "utf8");
  const bodySha256 = createHash("sha256").update(bytes).digest();
  const read = module === "hubclientinfo" ? readClientKey : readKey;
  const key = isJsonObject(json) ? read(json, owner) : null;
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

/** A party behind a hub is told by its role, and by nothing else's. */
function readClientKey(json: { readonly [name: string]: JsonValue }): ObjectKey | null {
  const { country_code: countryCode, party_id: partyId, role: id } = json;
  const names = { countryCode, partyId, id };
  const isNamed = Object.values(names).every((text) => typeof text === "string" && text !== "");
  return isNamed ? (names as ObjectKey) : null;
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
    habits: [],
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
  const call: OcpiCall = {
    ...base,
    method: module === "cdrs" ? "POST" : "PUT",
    segments: segmentsOf(module, object),
    body: object.bytes,
    requestId: crypto.randomUUID(),
  };
  const answer = await receiveOrKeep(call, module);
  if (!answer || answer.http >= 300 || answer.ocpi !== STATUS.success) return "refused";
  return answer.http === 201 ? "fresh" : "known";
}

/** What a push of the object would name in its address. */
export function segmentsOf(module: PullModule, { key }: PulledObject): readonly string[] {
  if (module === "cdrs" || !key) return [];
  const party = [key.countryCode, key.partyId];
  return module === "hubclientinfo" ? party : [...party, key.id];
}

/** Whose the objects of a list are that do not say it. */
export function ownerOf({ roles, us }: PartnerConnection): Omit<ObjectKey, "id"> {
  return roles.find(({ role }) => role === "CPO") ?? roles[0] ?? us;
}

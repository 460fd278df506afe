import { type Answer, callOcpi, describe, findTarget, joinUrl, type Target } from "./client";
import { type Cpo, noteRefusal } from "./cpo";
import type { ObjectWriter } from "./object-writer";
import type { Location, Party, Session, Tariff } from "./ocpi-objects";
import type { RecordFiles } from "./record-files";
import type { Delivery, StoredObject, StoredSession } from "./state";
import { writerOf } from "./writers";

/** One kind of object that the eMSP addresses by party and id: where it is kept and how it is written. */
export interface PushedKind<T, R> {
  module: "locations" | "sessions" | "tariffs";
  /** Its class in the tables. */
  className: string;
  records: RecordFiles<R & { order: number }>;
  write(writer: ObjectWriter, object: T): object;
  /** Set where it is not for the eMSP but for an SCSP alone. */
  isForScsp?(record: R): boolean;
}

export function locationsToPush(cpo: Cpo): PushedKind<Location, StoredObject<Location>> {
  return {
    module: "locations",
    className: "Location",
    records: cpo.state.locations,
    write: (writer, location) => writer.location(location),
  };
}

export function tariffsToPush(cpo: Cpo): PushedKind<Tariff, StoredObject<Tariff>> {
  return {
    module: "tariffs",
    className: "Tariff",
    records: cpo.state.tariffs,
    write: (writer, tariff) => writer.tariff(tariff),
  };
}

export function sessionsToPush(cpo: Cpo): PushedKind<Session, StoredSession> {
  return {
    module: "sessions",
    className: "Session",
    records: cpo.state.sessions,
    write: (writer, session) => writer.session(session),
    isForScsp: ({ isForeign }) => isForeign === true,
  };
}

function targetFor<T, R>(cpo: Cpo, kind: PushedKind<T, R>, record: R): Target | null {
  return findTarget(
    cpo,
    kind.module,
    "RECEIVER",
    kind.isForScsp?.(record) === true ? "SCSP" : "EMSP",
  );
}

/** The delivery mark after an answer. A 401 stays pending: it says something about us, not about the object. */
export function markOf(former: Delivery, answer: Answer): Delivery {
  const states = { accepted: "delivered", refused: "refused", unreachable: "pending" } as const;
  return {
    state: answer.http === 401 ? "pending" : states[answer.outcome],
    attempts: former.attempts + 1,
    answer: describe(answer),
  };
}

/** PUTs the object as it now is. What fails on the way is sent again later, as it will be then. */
export async function putObject<T extends Party & { id: string }, R extends StoredObject<T>>(
  cpo: Cpo,
  kind: PushedKind<T, R>,
  id: string,
): Promise<Delivery> {
  const before = kind.records.get(id);
  if (before === undefined) throw new Error(`${kind.module}: ${id} is not in the state`);
  const target = targetFor(cpo, kind, before);
  if (target === null) return before.delivery;
  const { country_code: country, party_id: party } = before.object;
  const answer = await callOcpi(cpo, {
    method: "PUT",
    url: joinUrl(target.url, country, party, id),
    token: target.token,
    to: target.to,
    body: kind.write(writerOf(cpo), before.object),
    pushed: kind.className,
  });
  return remember(cpo, { kind, id, sent: before.object }, answer);
}

function remember<T, R extends StoredObject<T>>(
  cpo: Cpo,
  { kind, id, sent }: { kind: PushedKind<T, R>; id: string; sent: T },
  answer: Answer,
): Delivery {
  const now = kind.records.get(id);
  if (now === undefined) throw new Error(`${kind.module}: ${id} is not in the state`);
  const delivery = markOf(now.delivery, answer);
  if (delivery.state === "refused") noteRefusal(cpo, `${kind.module} ${id}: ${describe(answer)}`);
  // Changed while it was on its way: the newer state is still to be told.
  const isCurrent = now.object === sent;
  kind.records.save(id, {
    ...now,
    delivery: isCurrent ? delivery : { ...delivery, state: "pending" },
  });
  return delivery;
}

/** The changed fields of an object, written for the wire, or of the part of it that `path` leads to. */
export interface Patch {
  id: string;
  path?: string[];
  body: object;
  /** Sent even though the eMSP has yet to see the object. */
  isBlind?: boolean;
}

/**
 * PATCHes the changed fields of an object that the eMSP has; where it does not take that, PUTs the whole object, as
 * transport_and_format (PATCH) tells the sender to.
 */
export async function patchObject<T extends Party & { id: string }, R extends StoredObject<T>>(
  cpo: Cpo,
  kind: PushedKind<T, R>,
  change: Patch,
): Promise<Delivery> {
  const stored = kind.records.get(change.id);
  if (stored === undefined) throw new Error(`${kind.module}: ${change.id} is not in the state`);
  const target = targetFor(cpo, kind, stored);
  if (target === null) return stored.delivery;
  if (stored.delivery.state !== "delivered" && change.isBlind !== true) {
    return await putObject(cpo, kind, change.id);
  }
  const { country_code: country, party_id: party } = stored.object;
  const answer = await callOcpi(cpo, {
    method: "PATCH",
    url: joinUrl(target.url, country, party, change.id, ...(change.path ?? [])),
    token: target.token,
    to: target.to,
    body: change.body,
    pushed: kind.className,
  });
  if (answer.outcome === "accepted") return stored.delivery;
  cpo.log(`PATCH ${kind.module} ${change.id}: ${describe(answer)}`);
  const now = kind.records.get(change.id);
  if (now !== undefined) {
    kind.records.save(change.id, { ...now, delivery: { ...now.delivery, state: "pending" } });
  }
  return answer.outcome === "refused"
    ? await putObject(cpo, kind, change.id)
    : { ...stored.delivery, state: "pending" };
}

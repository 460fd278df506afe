import { type Answer, callOcpi, describe, findTarget, joinUrl } from "./client";
import { type Cpo, noteRefusal } from "./cpo";
import type { Party } from "./ocpi-objects";
import type { RecordFiles } from "./record-files";
import type { Delivery, StoredObject } from "./state";

type Module = "locations" | "sessions" | "tariffs";

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
  module: Module,
  records: RecordFiles<R>,
  id: string,
): Promise<Delivery> {
  const before = records.get(id);
  if (before === undefined) throw new Error(`${module}: ${id} is not in the state`);
  const target = findTarget(cpo, module, "RECEIVER");
  if (target === null) return before.delivery;
  const { country_code: country, party_id: party } = before.object;
  const answer = await callOcpi(cpo, {
    method: "PUT",
    url: joinUrl(target.url, country, party, id),
    token: target.token,
    to: target.to,
    body: before.object,
  });
  return remember(cpo, { module, records, id, sent: before.object }, answer);
}

interface Sent<T, R> {
  module: Module;
  records: RecordFiles<R & { order: number }>;
  id: string;
  sent: T;
}

function remember<T, R extends StoredObject<T>>(
  cpo: Cpo,
  sent: Sent<T, R>,
  answer: Answer,
): Delivery {
  const { module, records, id } = sent;
  const now = records.get(id);
  if (now === undefined) throw new Error(`${module}: ${id} is not in the state`);
  const delivery = markOf(now.delivery, answer);
  if (delivery.state === "refused") noteRefusal(cpo, `${module} ${id}: ${describe(answer)}`);
  // Changed while it was on its way: the newer state is still to be told.
  const isCurrent = now.object === sent.sent;
  records.save(id, { ...now, delivery: isCurrent ? delivery : { ...delivery, state: "pending" } });
  return delivery;
}

/**
 * PATCHes the changed fields of an object that the eMSP has; where it does not take that, PUTs the whole object, as
 * transport_and_format (PATCH) tells the sender to.
 */
export async function patchObject<T extends Party & { id: string }, R extends StoredObject<T>>(
  cpo: Cpo,
  module: Module,
  records: RecordFiles<R>,
  change: { id: string; path?: string[]; body: object; isBlind?: boolean },
): Promise<Delivery> {
  const stored = records.get(change.id);
  if (stored === undefined) throw new Error(`${module}: ${change.id} is not in the state`);
  const target = findTarget(cpo, module, "RECEIVER");
  if (target === null) return stored.delivery;
  if (stored.delivery.state !== "delivered" && change.isBlind !== true) {
    return await putObject(cpo, module, records, change.id);
  }
  const { country_code: country, party_id: party } = stored.object;
  const answer = await callOcpi(cpo, {
    method: "PATCH",
    url: joinUrl(target.url, country, party, change.id, ...(change.path ?? [])),
    token: target.token,
    to: target.to,
    body: change.body,
  });
  if (answer.outcome === "accepted") return stored.delivery;
  cpo.log(`PATCH ${module} ${change.id}: ${describe(answer)}`);
  const now = records.get(change.id);
  if (now !== undefined) {
    records.save(change.id, { ...now, delivery: { ...now.delivery, state: "pending" } });
  }
  return answer.outcome === "refused"
    ? await putObject(cpo, module, records, change.id)
    : { ...stored.delivery, state: "pending" };
}

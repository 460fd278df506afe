import { no, ok } from "@/core/outcome";
import type { Tariff } from "@/core/roaming/tariff";
import type { Patched } from "@/ocpi/codec";
import type { JsonObject } from "@/ocpi/json-value";
import { notesOfPatch, readChanged } from "@/ocpi/merge-notes";
import { describeFinding } from "@/ocpi/wire/read-wire";
import { exactTimeText } from "@/ocpi/wire/wire-values";
import { parseTariff } from "./parse";
import { tariffAsHeld } from "./tariff-from-core";

/**
 * The change of a tariff by PATCH (2.1.1 mod_tariffs, 2.2.3): fields are replaced whole, `elements` too. Where it does
 * not say since when, as in the specification's example, it is since it came: the old price must hold until then.
 */
export function patchTariff(
  held: Tariff,
  patch: JsonObject,
  receivedAt: Temporal.Instant,
): Patched<Tariff> {
  // Nothing in a tariff is ours, so that its owner may stand for us.
  const parties = { owner: held, us: held };
  const since =
    Temporal.Instant.compare(held.lastUpdated, receivedAt) > 0 ? held.lastUpdated : receivedAt;
  const last_updated = patch["last_updated"] ?? exactTimeText(since);
  const read = (json: JsonObject) => parseTariff(json, receivedAt, parties);
  const parsed = readChanged(read, tariffAsHeld(held), { ...patch, last_updated });
  if (!parsed.ok) return no(parsed.reason.map(describeFinding));
  const { tariff, notes } = parsed.value;
  return ok({ value: tariff, notes: notesOfPatch(patch, notes) });
}

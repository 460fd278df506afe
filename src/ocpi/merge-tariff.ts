import { no, ok } from "@/core/outcome";
import type { Tariff } from "@/core/roaming/tariff";
import type { OcpiCodec, Patched } from "./codec";
import type { JsonObject } from "./json-value";
import { notesOfPatch } from "./merge-notes";
import { describeFinding } from "./wire/read-wire";

/**
 * A tariff with a PATCH applied: each field given is replaced whole, `elements` too. OCPI 2.1.1 mod_tariffs; the later
 * versions have no such method.
 */
export function patchTariff(
  codec: Pick<OcpiCodec, "parseTariff" | "tariffFromCore">,
  held: Tariff,
  patch: JsonObject,
  receivedAt: Temporal.Instant,
): Patched<Tariff> {
  const whole = { ...codec.tariffFromCore(held), ...patch };
  // Nothing in a tariff is ours, so that its owner may stand for us.
  const parsed = codec.parseTariff(whole, receivedAt, { owner: held, us: held });
  if (!parsed.ok) return no(parsed.reason.map(describeFinding));
  return ok({ value: parsed.value.tariff, notes: notesOfPatch(patch, parsed.value.notes) });
}

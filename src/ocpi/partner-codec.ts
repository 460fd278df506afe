import { no, ok } from "@/core/outcome";
import type { LocationChange } from "@/services/locations/receive-location-change";
import type { PartnerSettings } from "@/services/partners/authenticated-partner";
import type { OcpiCodec, Parse, Patched } from "./codec";
import { isJsonObject } from "./json-value";
import { tableBreaks } from "./table-breaks";
import { inKwh } from "./wh-for-kwh";
import { describeFinding } from "./wire/read-wire";

/**
 * A version's codec with what operations set for a partner: energy that comes in Wh, and whether an object that
 * breaks its tables is refused. Only objects that partners give us are read so; the handshake stays tolerant.
 */
export function partnerCodec(codec: OcpiCodec, settings: PartnerSettings): OcpiCodec {
  const inUnit = settings.energyUnit === "Wh" ? readingWh(codec) : codec;
  return settings.strictness === "strict" ? refusingBreaks(inUnit) : inUnit;
}

function readingWh(codec: OcpiCodec): OcpiCodec {
  return {
    ...codec,
    parseCdr: dividing(codec.parseCdr),
    parseSession: dividing(codec.parseSession),
    patchSession: (held, patch, receivedAt) => {
      const { json, notes } = inKwh(patch);
      if (!isJsonObject(json)) return no(["not-an-object"]);
      const patched = codec.patchSession(held, json, receivedAt);
      if (!patched.ok) return patched;
      const { value, notes: found } = patched.value;
      return ok({ value, notes: [...found, ...notes.map(describeFinding)] });
    },
  };
}

function dividing<K extends string, T>(parse: Parse<K, T>): Parse<K, T> {
  return (json, receivedAt, parties) => {
    const read = inKwh(json);
    const parsed = parse(read.json, receivedAt, parties);
    if (!parsed.ok) return parsed;
    return ok({ ...parsed.value, notes: [...parsed.value.notes, ...read.notes] });
  };
}

function refusingBreaks(codec: OcpiCodec): OcpiCodec {
  const { patchTariff } = codec;
  return {
    ...codec,
    parseCdr: strictly(codec.parseCdr),
    parseSession: strictly(codec.parseSession),
    parseTariff: strictly(codec.parseTariff),
    parseLocation: strictly(codec.parseLocation),
    parseEvse: strictly(codec.parseEvse),
    parseConnector: strictly(codec.parseConnector),
    patchSession: (...change) => strictPatch(codec.patchSession(...change)),
    patchLocation: (...change) => strictChange(codec.patchLocation(...change)),
    patchEvse: (...change) => strictChange(codec.patchEvse(...change)),
    patchConnector: (...change) => strictChange(codec.patchConnector(...change)),
    ...(patchTariff && { patchTariff: (...change) => strictPatch(patchTariff(...change)) }),
  };
}

function strictly<K extends string, T>(parse: Parse<K, T>): Parse<K, T> {
  return (...object) => {
    const parsed = parse(...object);
    if (!parsed.ok) return parsed;
    const breaks = parsed.value.notes.filter(
      (finding) => tableBreaks([describeFinding(finding)]).length > 0,
    );
    return breaks.length === 0 ? parsed : no(breaks);
  };
}

function strictPatch<T>(patched: Patched<T>): Patched<T> {
  if (!patched.ok) return patched;
  const breaks = tableBreaks(patched.value.notes);
  return breaks.length === 0 ? patched : no(breaks);
}

function strictChange(change: LocationChange): LocationChange {
  if (!("location" in change)) return change;
  const reasons = tableBreaks(change.notes);
  return reasons.length === 0 ? change : { outcome: "rejected", reasons };
}

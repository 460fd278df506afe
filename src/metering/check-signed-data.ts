import { type EcPublicKey, verify } from "@road-labs/ocmf-crypto-noble";
import { formatMicro } from "@/core/money/quantity";
import type { SignedData, SignedValue } from "@/core/roaming/cdr";
import {
  compareEnergy,
  signedEnergies,
  type BilledEnergy,
  type EnergyVerdict,
  type SignedEnergy,
} from "./compare-energy";
import { writeDerSignature } from "./ecdsa-signature";
import type {
  CheckedValue,
  MeterCheck,
  MeterKey,
  MeterNote,
  MeterOutcome,
  ShownReading,
} from "./meter-check";
import { fingerprintOf, readPoint, readPublicKey } from "./public-key";
import { encodingName, readSignedValue } from "./read-signed-value";
import type { SignedReading, SignedRecord, Unreadable } from "./signed-record";

/** What a charge is billed by. */
export interface BilledCharge extends BilledEnergy {
  readonly meterId: string | null;
}

/** Each signature takes some milliseconds; of more the first and the last are checked, which say what was used. */
const MOST_VALUES = 200;

interface Checked {
  readonly value: CheckedValue;
  readonly record: SignedRecord | null;
  readonly key: EcPublicKey | null;
  readonly source: MeterKey["source"];
}

/**
 * Checks a charge's signed meter data: each signature, then whether what is signed is what is billed. The same here
 * and in a browser, with the same answer. Nothing of it can be trusted further than the key: one that came with the
 * data proves that they are as they were signed, not whose meter it was.
 */
export async function checkSignedData(
  data: SignedData | undefined,
  billed: BilledCharge,
): Promise<MeterCheck> {
  const all = data?.signedValues ?? [];
  const isPart = all.length > MOST_VALUES;
  const taken = isPart ? [...all.slice(0, MOST_VALUES / 2), ...all.slice(-MOST_VALUES / 2)] : all;
  const checked = data ? taken.map((value) => checkValue(value, data)) : [];
  const signed = checked.flatMap((one) => (one.value.state === "genuine" ? [one] : []));
  const readings = signed.flatMap(({ record }) => record?.readings ?? []);
  const found = bestOf(signedEnergies(readings), billed);
  const meters = new Set(signed.flatMap(({ record }) => record?.meterId ?? []));
  const isOneMeter = meters.size < 2;
  const [first] = checked.filter(({ key }) => key !== null);
  const values = checked.map(({ value }) => value);
  const [meterId = null] = meters;
  return {
    outcome: outcomeOf(values, found?.verdict ?? "unknown", isOneMeter),
    encoding: data ? encodingName(data.encodingMethod) : "",
    meterId,
    start: found?.energy.start ? shown(found.energy.start) : null,
    end: found?.energy.end ? shown(found.energy.end) : null,
    signedKwh: signedKwh(found?.energy),
    billedKwh: formatMicro(billed.energy),
    key: first?.key
      ? {
          fingerprint: await fingerprintOf(first.key),
          curve: first.key.getCurve(),
          source: first.source,
        }
      : null,
    notes: notesOf(
      { readings, meterId, isOneMeter, isPart, verdict: found?.verdict ?? null },
      billed,
    ),
    values,
  };
}

function checkValue(value: SignedValue, data: SignedData): Checked {
  const read = readSignedValue(value, data);
  const nature = value.nature;
  const nothing = { key: null, source: "data" } as const;
  if (!read.ok) return { ...nothing, record: null, value: unread(nature, read.reason) };
  const record = withMoments(read.value, nature);
  const given = data.publicKey ? readPublicKey(data.publicKey, record.curve) : null;
  const own = record.ownKey ? readPoint(record.ownKey, record.curve) : null;
  const key = given?.ok ? given.value : own?.ok ? own.value : null;
  const source = given?.ok ? "data" : "record";
  const state = key === null ? "no_key" : isSigned(record, key) ? "genuine" : "altered";
  const { meterId, page } = record;
  const readings = record.readings.map(shown);
  return { record, key, source, value: { nature, state, problem: null, meterId, page, readings } };
}

function unread(nature: string, problem: Unreadable): CheckedValue {
  return { nature, state: "unreadable", problem, meterId: null, page: null, readings: [] };
}

// A point that is not on its curve, or numbers out of range: it proves nothing, as a wrong signature does.
function isSigned({ signature, signed }: SignedRecord, key: EcPublicKey): boolean {
  try {
    return verify(writeDerSignature(signature), signed, key, "SHA-256", "sigvalue-der");
  } catch {
    return false;
  }
}

function withMoments(record: SignedRecord, nature: string): SignedRecord {
  const said = /^(start|begin)/i.test(nature)
    ? "begin"
    : /^(end|stop)/i.test(nature)
      ? "end"
      : null;
  const readings = record.readings.map((one) => ({ ...one, moment: one.moment ?? said }));
  return { ...record, readings };
}

// Where several registers were read, the one that was billed: at the meter, or at the car.
function bestOf(energies: readonly SignedEnergy[], billed: BilledEnergy) {
  const all = energies.map((energy) => ({ energy, verdict: compareEnergy(energy, billed) }));
  return all.find(({ verdict }) => verdict === "same") ?? all[0];
}

function outcomeOf(
  values: readonly CheckedValue[],
  verdict: EnergyVerdict,
  isOneMeter: boolean,
): MeterOutcome {
  if (values.length === 0) return "not_signed";
  for (const state of ["altered", "unreadable", "no_key"] as const)
    if (values.some((value) => value.state === state)) return state;
  const isOther = verdict === "differs" || verdict === "backwards" || verdict === "time";
  return isOther || !isOneMeter ? "other_energy" : "genuine";
}

function notesOf(
  about: {
    readonly readings: readonly SignedReading[];
    readonly meterId: string | null;
    readonly isOneMeter: boolean;
    readonly isPart: boolean;
    readonly verdict: EnergyVerdict | null;
  },
  billed: BilledCharge,
): MeterNote[] {
  const { readings, meterId, isOneMeter, isPart, verdict } = about;
  const known = billed.meterId === null ? "" : plainId(billed.meterId);
  const own = meterId === null ? "" : plainId(meterId);
  const isOther = known !== "" && own !== "" && !known.includes(own) && !own.includes(known);
  const notes: (MeterNote | false)[] = [
    verdict !== null && verdict !== "same" && (`energy_${verdict}` as const),
    isPart && "partly_checked",
    !isOneMeter && "several_meters",
    isOther && "other_meter",
    readings.some(({ isSound }) => !isSound) && "meter_fault",
    readings.some(({ clock }) => clock === "unknown") && "clock_unknown",
  ];
  return notes.filter((note) => note !== false);
}

function plainId(id: string): string {
  return id.toUpperCase().replaceAll(/[^\dA-Z]/g, "");
}

function shown({ atMs, clock, moment, register, energy, isSound }: SignedReading): ShownReading {
  const at = atMs === null ? null : new Date(atMs).toISOString();
  return { at, clock, moment, register, kwh: formatMicro(energy), isSound };
}

function signedKwh(found: SignedEnergy | undefined): string | null {
  const energy = found?.energy ?? null;
  return energy === null ? null : formatMicro(energy);
}

import { profileTypes, type ProfileType } from "@/core/smart-charging/charging-preferences";
import { no, ok, type Outcome } from "@/core/outcome";
import type { ProblemSession, SiteProblem } from "./site-problem";
import { at, type WrittenFault, WrittenFields, type WrittenPlace } from "./written-fields";
import { readLimits, type WrittenLimits } from "./written-limits";

/** A written site, read, and what of it was overlooked. */
export interface WrittenSite {
  readonly problem: SiteProblem;
  readonly notes: readonly WrittenFault[];
}

const KNOWN = ["slots", "slot_minutes", "limits", "sessions", "prices", "carbon", "voltage"];
const KNOWN_OF_SESSION = [
  "id",
  "evse",
  "arrival_slot",
  "departure_slot",
  "departure_known",
  "energy_need_wh",
  "given_wh",
  "max_w",
  "min_w",
  "priority",
  "style",
  "phases",
  "first_phase",
];

// What a site may be at most, so that a slip of the pen is answered in words and not by running out of memory.
const MOST_SLOTS = 2976;
const MOST_SESSIONS = 5000;
const MOST_CELLS = 2_000_000;

/**
 * Reads a site as docs/smart-charging.md describes it, from parsed JSON. Refused with every fault that it has, each
 * with its place. Never throws.
 */
export function readWrittenSite(json: unknown): Outcome<WrittenSite, readonly WrittenFault[]> {
  const reader = new WrittenFields();
  const place = reader.object(json, "", KNOWN);
  if (place === null)
    return no([{ path: "", text: "The input is no JSON object. Give slots, limits, sessions, …" }]);
  const slots = readSlots(reader, place);
  const slotMinutes = reader.number(place, "slot_minutes", {
    what: "whole minutes from 1 to 1440",
    least: 1,
    most: 1440,
    isWhole: true,
  });
  const limits = readLimits(reader, place.fields["limits"], slots);
  const sessions = readSessions(reader, place, { slots, limits });
  const cells = (limits.nodes.length + sessions.length) * (slots ?? 0);
  if (cells > MOST_CELLS)
    reader.fault("slots", `times limits and sessions are ${cells}. Give at most ${MOST_CELLS}.`);
  const price = reader.numbersOver(slots, place, "prices", { what: "money for a kWh, a number" });
  const carbon = reader.numbersOver(slots, place, "carbon", {
    what: "g CO₂e for a kWh, 0 or more",
    least: 0,
  });
  const voltage = reader.number(place, "voltage", {
    what: "V above 0",
    least: 0,
    isAboveLeast: true,
    otherwise: 230,
  });
  if (reader.faults.length > 0 || slots === null) return no(reader.faults);
  const { nodes } = limits;
  return ok({
    problem: { slots, slotMinutes, voltage, nodes, sessions, price, carbon },
    notes: reader.notes,
  });
}

function readSlots(reader: WrittenFields, place: WrittenPlace): number | null {
  const faultsBefore = reader.faults.length;
  const slots = reader.number(place, "slots", {
    what: `a whole number from 1 to ${MOST_SLOTS}`,
    least: 1,
    most: MOST_SLOTS,
    isWhole: true,
  });
  return reader.faults.length === faultsBefore ? slots : null;
}

interface Around {
  readonly slots: number | null;
  readonly limits: WrittenLimits;
}

function readSessions(
  reader: WrittenFields,
  place: WrittenPlace,
  around: Around,
): readonly ProblemSession[] {
  const written = reader.list(place, "sessions", true);
  if (written.length > MOST_SESSIONS) {
    reader.fault("sessions", `has ${written.length} entries. Give at most ${MOST_SESSIONS}.`);
    return [];
  }
  const ids = new Set<string>();
  const sessions: ProblemSession[] = [];
  for (const [index, value] of written.entries()) {
    const one = reader.object(value, `sessions[${index}]`, KNOWN_OF_SESSION);
    if (one === null) continue;
    const session = readSession(reader, one, around);
    if (ids.has(session.id))
      reader.fault(at(one, "id"), `is "${session.id}" again. Give each session an id of its own.`);
    ids.add(session.id);
    sessions.push(session);
  }
  return sessions;
}

function readSession(
  reader: WrittenFields,
  place: WrittenPlace,
  { slots, limits }: Around,
): ProblemSession {
  const faultsBefore = reader.faults.length;
  const maxW = reader.number(place, "max_w", { what: "W above 0", least: 0, isAboveLeast: true });
  const minW = reader.number(place, "min_w", { what: "W of 0 or more", least: 0, otherwise: 0 });
  if (minW > maxW && reader.faults.length === faultsBefore)
    reader.fault(at(place, "min_w"), `is ${minW}, above max_w, which is ${maxW}. Give less.`);
  return {
    id: reader.text(place, "id"),
    nodeId: readEvse(reader, place, limits),
    ...readStay(reader, place, slots),
    isDepartureKnown: reader.isSo(place, "departure_known", true),
    needWh: reader.number(place, "energy_need_wh", { what: "Wh of 0 or more", least: 0 }),
    givenWh: reader.number(place, "given_wh", {
      what: "Wh of 0 or more",
      least: 0,
      otherwise: 0,
    }),
    maxW,
    minW,
    priority: reader.number(place, "priority", {
      what: "a number; higher is served first",
      otherwise: 0,
    }),
    style: readStyle(reader, place),
    ...readPhases(reader, place),
    control: "steered",
    countsW: 0,
    lastW: null,
  };
}

function readEvse(reader: WrittenFields, place: WrittenPlace, limits: WrittenLimits): string {
  const evse = reader.text(place, "evse");
  const nodeId = limits.nodeByEvse.get(evse);
  if (nodeId === undefined && evse !== "")
    reader.fault(at(place, "evse"), `is "${evse}", which no limit lists in its evses. List it.`);
  return nodeId ?? "";
}

function readStay(
  reader: WrittenFields,
  place: WrittenPlace,
  slots: number | null,
): Pick<ProblemSession, "arrivalSlot" | "departureSlot"> {
  const faultsBefore = reader.faults.length;
  const last = slots ?? MOST_SLOTS;
  const arrivalSlot = reader.number(place, "arrival_slot", {
    what: `a whole number from 0 to ${last - 1}: the first slot it may charge in`,
    least: 0,
    most: last - 1,
    isWhole: true,
  });
  const departureSlot = reader.number(place, "departure_slot", {
    what: `a whole number from 1 to ${last}: the first slot it may not charge in`,
    least: 1,
    most: last,
    isWhole: true,
  });
  if (departureSlot <= arrivalSlot && reader.faults.length === faultsBefore)
    reader.fault(
      at(place, "departure_slot"),
      `is ${departureSlot}, not after arrival_slot, which is ${arrivalSlot}. Give a later one.`,
    );
  return { arrivalSlot, departureSlot };
}

function readPhases(
  reader: WrittenFields,
  place: WrittenPlace,
): Pick<ProblemSession, "phases" | "firstPhase"> {
  const rule = { what: "1, 2 or 3", least: 1, most: 3, isWhole: true };
  const phases = reader.number(place, "phases", { ...rule, otherwise: 3 });
  const first = reader.number(place, "first_phase", { ...rule, otherwise: 0 });
  return { phases: phaseOf(phases) ?? 3, firstPhase: phaseOf(first) };
}

function phaseOf(count: number): 1 | 2 | 3 | null {
  return count === 1 || count === 2 || count === 3 ? count : null;
}

function readStyle(reader: WrittenFields, place: WrittenPlace): ProfileType {
  const written = reader.text(place, "style", "regular");
  const style = profileTypes.find((type) => type === written.toUpperCase());
  if (style === undefined && written !== "")
    reader.fault(
      at(place, "style"),
      `is ${JSON.stringify(written.slice(0, 40))}. Give "fast", "regular", "cheap" or "green".`,
    );
  return style ?? "REGULAR";
}

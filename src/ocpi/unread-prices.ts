import { no, ok } from "@/core/outcome";
import type { Cdr } from "@/core/roaming/cdr";
import type { Tariff } from "@/core/roaming/tariff";
import type { Parsed } from "./codec";
import { isJsonObject, type JsonValue } from "./json-value";
import type { Finding } from "./wire/read-wire";

/** A reader of CDRs; what comes after the time is handed through. */
type ReadCdr<P extends readonly unknown[]> = (
  json: JsonValue,
  receivedAt: Temporal.Instant,
  ...parties: P
) => Parsed<"cdr", Cdr>;

/** Each round may show words that the one before did not reach. */
const MAX_ROUNDS = 12;
const LONGEST_WORD = 50;

/**
 * Reads a CDR whose own tariffs have words that OCPI's closed lists do not know (a price component of a type that a
 * hub made up, a weekday, a kind of reservation, `tax_included`): what they stand in is left out of the tariff, with
 * a note, and the tariff keeps what was left out in `unread`, so that it never prices anything. A charge is not lost
 * for a price that we cannot check; all else that can't be read refuses the CDR as before.
 */
export function leavingOutUnread<P extends readonly unknown[]>(read: ReadCdr<P>): ReadCdr<P> {
  return (given, receivedAt, ...parties) => {
    const notes: Finding[] = [];
    const places: Place[] = [];
    let json = given;
    for (let round = 0; round < MAX_ROUNDS; round++) {
      const parsed = read(json, receivedAt, ...parties);
      if (parsed.ok) {
        const cdr = withoutPlaces(parsed.value.cdr, places);
        return ok({ cdr, notes: [...parsed.value.notes, ...notes] });
      }
      const found = parsed.reason.map((finding) => placeOf(finding, given));
      const words = found.filter((place) => place !== null);
      if (words.length < found.length) return no([...notes, ...parsed.reason]);
      notes.push(...parsed.reason);
      places.push(...words);
      // A known word stands in while the rest is read; what it stands in goes in the end.
      json = words.reduce((all, { steps, standIn }) => replaced(all, steps, standIn), json);
    }
    return no(notes);
  };
}

type Step = string | number;

interface Place {
  readonly steps: readonly Step[];
  readonly standIn: string;
  readonly tariff: number;
  readonly element: number | null;
  /** Null where the word is in the restrictions, without which the element would price too much. */
  readonly component: number | null;
  /** As in `Tariff.unread`. */
  readonly text: string;
}

const PLACE =
  /^tariffs\[(\d+)\]\.(?:elements\[(\d+)\]\.(?:price_components\[(\d+)\]\.|restrictions\.))?(type|reservation|day_of_week|tax_included)(?:\[\d+\])?$/;
const STAND_INS: Readonly<Record<string, string>> = {
  type: "FLAT",
  reservation: "RESERVATION",
  day_of_week: "MONDAY",
  tax_included: "NO",
};

function placeOf({ path, code }: Finding, json: JsonValue): Place | null {
  const match = code === "unknown-value" ? PLACE.exec(path) : null;
  if (!match) return null;
  const [, tariff, element, component, field = ""] = match;
  const steps = (path.match(/[a-z_]+|\d+/g) ?? []).map((step) =>
    /^\d/.test(step) ? Number(step) : step,
  );
  const word = at(json, steps);
  const below = path.slice(path.indexOf(".") + 1);
  return {
    steps,
    standIn: STAND_INS[field] ?? "",
    tariff: Number(tariff),
    element: element === undefined ? null : Number(element),
    component: component === undefined ? null : Number(component),
    text: `${below}: ${typeof word === "string" ? word.slice(0, LONGEST_WORD).toWellFormed() : ""}`,
  };
}

// One object in place of a list is read as a list of one: the step into the list leads to it.
function at(json: JsonValue, steps: readonly Step[]): JsonValue | undefined {
  let found: JsonValue | undefined = json;
  for (const step of steps) {
    if (typeof step === "number") found = Array.isArray(found) ? found[step] : found;
    else found = isJsonObject(found) ? found[step] : undefined;
  }
  return found;
}

function replaced(value: JsonValue, steps: readonly Step[], word: string): JsonValue {
  const [step, ...rest] = steps;
  if (step === undefined) return word;
  if (typeof step === "number") {
    if (!Array.isArray(value)) return replaced(value, rest, word);
    return value.map((entry, index) => (index === step ? replaced(entry, rest, word) : entry));
  }
  if (!isJsonObject(value)) return value;
  return { ...value, [step]: replaced(value[step] ?? null, rest, word) };
}

function withoutPlaces(cdr: Cdr, places: readonly Place[]): Cdr {
  if (places.length === 0) return cdr;
  const tariffs = cdr.tariffs.map((tariff, index) => {
    const inside = places.filter((place) => place.tariff === index);
    return inside.length === 0 ? tariff : withoutIn(tariff, inside);
  });
  return { ...cdr, tariffs };
}

function withoutIn(tariff: Tariff, places: readonly Place[]): Tariff {
  const elements = tariff.elements.flatMap((element, index) => {
    const inside = places.filter((place) => place.element === index);
    if (inside.length === 0) return [element];
    if (inside.some(({ component }) => component === null)) return [];
    const priceComponents = element.priceComponents.filter(
      (_, place) => !inside.some(({ component }) => component === place),
    );
    return priceComponents.length === 0 ? [] : [{ ...element, priceComponents }];
  });
  const isTaxUnread = places.some(({ element }) => element === null);
  return {
    ...tariff,
    elements,
    ...(isTaxUnread && { taxIncluded: null }),
    unread: places.map(({ text }) => text),
  };
}

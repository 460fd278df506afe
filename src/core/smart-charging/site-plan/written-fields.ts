/** What is wrong with a written site: where (`sessions[3].max_w`), and what is wrong and would be right. */
export interface WrittenFault {
  readonly path: string;
  readonly text: string;
}

/** An object of the input, and where it stands. */
export interface WrittenPlace {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly path: string;
}

/** What a number may be. `what` says it in words, as in "W above 0". */
export interface NumberRule {
  readonly what: string;
  readonly least?: number;
  readonly isAboveLeast?: boolean;
  readonly most?: number;
  readonly isWhole?: boolean;
  /** Stands where the number is missing; without it the number is required. */
  readonly otherwise?: number;
}

/**
 * Reads the fields of parsed JSON by hand and keeps all that is wrong, so that one answer names it all. A
 * field that is wrong reads as a harmless value: whoever reads looks at `faults` before using any.
 */
export class WrittenFields {
  readonly faults: WrittenFault[] = [];
  /** What was overlooked: misspelled names most of all. */
  readonly notes: WrittenFault[] = [];

  fault(path: string, text: string): void {
    this.faults.push({ path, text });
  }

  /** An object whose other fields than `known` are noted and ignored. Null, and a fault, for anything else. */
  object(value: unknown, path: string, known: readonly string[]): WrittenPlace | null {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      this.fault(
        path,
        `is ${shown(value)}. Give an object with ${known.slice(0, 3).join(", ")}, …`,
      );
      return null;
    }
    const place = { fields: { ...value }, path };
    for (const name of Object.keys(value))
      if (!known.includes(name))
        this.notes.push({ path: at(place, name), text: "is not known, and is ignored." });
    return place;
  }

  /** A list; where it is missing, an empty one unless it is required. */
  list(place: WrittenPlace, name: string, isRequired = false): readonly unknown[] {
    const value = place.fields[name];
    if (Array.isArray(value)) return value;
    if (isRequired || !isMissing(value))
      this.fault(at(place, name), `is ${shown(value)}. Give a list.`);
    return [];
  }

  number(place: WrittenPlace, name: string, rule: NumberRule): number {
    const value = place.fields[name];
    if (isMissing(value) && rule.otherwise !== undefined) return rule.otherwise;
    return this.numberAt(value, at(place, name), rule);
  }

  /** A number for all slots, or a list with one a slot; null in either: none. */
  numbersOver(
    slots: number | null,
    place: WrittenPlace,
    name: string,
    rule: NumberRule,
  ): (number | null)[] {
    const value = place.fields[name];
    const path = at(place, name);
    if (Array.isArray(value)) {
      if (slots !== null && value.length !== slots)
        this.fault(path, `has ${value.length} entries. Give one for each of the ${slots} slots.`);
      return value.map((one, slot) =>
        one === null ? null : this.numberAt(one, `${path}[${slot}]`, rule),
      );
    }
    const one = isMissing(value)
      ? (rule.otherwise ?? null)
      : this.numberAt(value, path, { ...rule, what: `${rule.what}, or a list with one a slot` });
    return Array.from({ length: slots ?? 0 }, () => one);
  }

  isSo(place: WrittenPlace, name: string, otherwise: boolean): boolean {
    const value = place.fields[name];
    if (isMissing(value)) return otherwise;
    if (typeof value !== "boolean")
      this.fault(at(place, name), `is ${shown(value)}. Give true or false.`);
    return value === true;
  }

  /** A name that is not empty. */
  text(place: WrittenPlace, name: string, otherwise?: string): string {
    const value = place.fields[name];
    if (isMissing(value) && otherwise !== undefined) return otherwise;
    return this.textAt(value, at(place, name));
  }

  textAt(value: unknown, path: string): string {
    if (typeof value === "string" && value !== "") return value;
    this.fault(path, `is ${shown(value)}. Give a text that is not empty.`);
    return "";
  }

  private numberAt(value: unknown, path: string, rule: NumberRule): number {
    const { what, least = -Infinity, most = Infinity } = rule;
    if (
      typeof value === "number" &&
      Number.isFinite(value) &&
      (rule.isWhole !== true || Number.isInteger(value)) &&
      (rule.isAboveLeast === true ? value > least : value >= least) &&
      value <= most
    )
      return value;
    this.fault(path, `is ${shown(value)}. Give ${what}.`);
    return 0;
  }
}

/** The path of a field of an object: the input's own fields stand without a dot. */
export function at(place: WrittenPlace, name: string): string {
  return place.path === "" ? name : `${place.path}.${name}`;
}

function isMissing(value: unknown): boolean {
  return value === undefined || value === null;
}

const LONGEST = 40;

function shown(value: unknown): string {
  if (value === undefined) return "missing";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object" && value !== null) return "an object";
  const text = JSON.stringify(value);
  // JSON has no word for what 1e999 is read as.
  if (typeof value === "number" && !Number.isFinite(value)) return "too large a number";
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

import { isJsonObject, JsonNumber, type JsonValue } from "@/ocpi/json-value";

/** Values that a hostile or careless partner may put anywhere. */
export const ODD: readonly JsonValue[] = [
  null,
  true,
  "",
  " ",
  "x".repeat(10_000),
  "\u202Eabc",
  "1e5",
  "-0",
  "2015-02-30T00:00:00Z",
  "+275760-09-13T00:00:00Z",
  "24:00",
  [],
  [[]],
  [null],
  {},
  { excl_vat: null },
  new JsonNumber("-0"),
  new JsonNumber("1e300"),
  new JsonNumber("1e-300"),
  new JsonNumber("123456789012345678901234567890"),
  new JsonNumber("0.00000000000000000001"),
];

/** Replaces, removes or doubles one place of a value, chosen by the picks. */
export function mutate(value: JsonValue, picks: readonly number[], odd: JsonValue): JsonValue {
  const [pick = 0, ...rest] = picks;
  if (rest.length === 0) return odd;
  if (Array.isArray(value) && value.length > 0) {
    const at = pick % value.length;
    if (pick % 7 === 0) return [...value, ...value];
    return value.map((one, index) => (index === at ? mutate(one, rest, odd) : one));
  }
  if (isJsonObject(value) && Object.keys(value).length > 0) {
    const keys = Object.keys(value);
    const key = keys[pick % keys.length] ?? "";
    const { [key]: picked = null, ...others } = value;
    if (pick % 11 === 0) return others;
    return { ...others, [key]: mutate(picked, rest, odd) };
  }
  return odd;
}

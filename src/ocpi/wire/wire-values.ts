import { invariant } from "@/core/invariant";
import { type Micro, parseMicro, parseRate, type Rate } from "@/core/money/quantity";
import { formatMicro, formatScaled } from "@/core/money/quantity";
import { JsonNumber } from "@/ocpi/json-value";

/** A validated number of the wire in 10⁻⁶. */
export function microOf(number: JsonNumber): Micro {
  const parsed = parseMicro(number.source);
  invariant(parsed.ok, "a validated number does not parse");
  return parsed.value.value;
}

/** A validated percentage in 10⁻⁴ %. */
export function rateOf(number: JsonNumber): Rate {
  const parsed = parseRate(number.source);
  invariant(parsed.ok, "a validated percentage does not parse");
  return parsed.value.value;
}

/** A validated whole number. */
export function integerOf(number: JsonNumber): number {
  return Number(microOf(number) / 1_000_000n);
}

/** A validated time. */
export function instantOf(text: string): Temporal.Instant {
  return Temporal.Instant.from(text);
}

/** Applies `convert` unless the field is absent or null. */
export function given<A, B>(value: A | null | undefined, convert: (value: A) => B): B | undefined {
  return value === null || value === undefined ? undefined : convert(value);
}

/** A list, empty where the field is absent or null. */
export function listOf<A, B>(
  values: readonly A[] | null | undefined,
  convert: (value: A) => B,
): readonly B[] {
  return values?.map(convert) ?? [];
}

/** 10⁻⁶ as a number of the wire, exactly. */
export function microNumber(value: Micro): JsonNumber {
  return new JsonNumber(formatMicro(value));
}

/** 10⁻⁴ % as a number of the wire, exactly. */
export function rateNumber(value: Rate): JsonNumber {
  return new JsonNumber(formatScaled(BigInt(value), 4));
}

/** A whole number of the wire. */
export function wholeNumber(value: number): JsonNumber {
  return new JsonNumber(String(Math.trunc(value)));
}

/** OCPI `DateTime` of our own objects: UTC with `Z` and at most milliseconds, as `string(25)` allows. */
export function dateTimeText(instant: Temporal.Instant): string {
  const rest = instant.epochNanoseconds % 1_000_000_000n;
  if (rest === 0n) return instant.toString();
  return instant.toString({ fractionalSecondDigits: 3, roundingMode: "trunc" });
}

/** OCPI `DateTime` of a partner's object, to the digit that he gave. */
export function exactTimeText(instant: Temporal.Instant): string {
  return instant.toString();
}

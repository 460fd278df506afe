/**
 * A JSON number as it was written. Money and energy never pass through a double on their way in or out:
 * `JSON.stringify` writes the same digits again.
 */
export class JsonNumber {
  constructor(readonly source: string) {}

  /** Hands the digits to `JSON.stringify` as they are. */
  toJSON(): unknown {
    return JSON.rawJSON(this.source);
  }
}

/** What a partner's JSON holds, with numbers kept as text. */
export type JsonValue = null | boolean | string | JsonNumber | JsonValue[] | JsonObject;

/** A JSON object of a partner. */
export type JsonObject = { [key: string]: JsonValue };

/** Whether the value is an object, neither a list nor a number. */
export function isJsonObject(value: unknown): value is JsonObject {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof JsonNumber)
  );
}

// TypeScript's library does not know the source text access of ECMAScript yet.
declare global {
  interface JSON {
    rawJSON(text: string): object;
    parse(
      text: string,
      reviver: (key: string, value: unknown, context: { readonly source: string }) => unknown,
    ): unknown;
  }
}

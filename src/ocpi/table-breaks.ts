/** Notes of what OCPI itself allows: unknown and later fields are passed over, numbers may have any digits. */
const ALLOWED = new Set(["fell", "later-version", "rounded", "unknown-field", "wh-for-kwh"]);
const PARTY_FIELD = /(^|\.)(country_code|party_id)$/;

/**
 * Of the notes that reading an object took, as texts (`cdr_token.uid: missing`), those about what breaks the tables
 * of its version. A party's code may come in lower case: it is a CiString.
 */
export function tableBreaks(notes: readonly string[]): readonly string[] {
  return notes.filter((note) => {
    const at = note.lastIndexOf(": ");
    const path = at < 0 ? "" : note.slice(0, at);
    const code = at < 0 ? note : note.slice(at + 2);
    return !ALLOWED.has(code) && !(code === "lower-case" && PARTY_FIELD.test(path));
  });
}

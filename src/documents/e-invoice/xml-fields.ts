/** Elements by name, with their attributes as `name@attribute`: the form that the library reads. */
export interface XmlFields {
  readonly [name: string]: XmlValue;
}

type XmlValue = string | readonly string[] | XmlFields | readonly XmlFields[];

// XML 1.0 has no way to write most of these, not even escaped.
const UNWRITABLE = /[^\P{Cc}\t\n\r]|[\ufffe\uffff]/gu;

/**
 * The same fields with nothing that XML cannot hold and nothing that the standard forbids: characters
 * that cannot be written become U+FFFD, and what is empty is left out, with its attributes.
 */
export function writableFields(fields: XmlFields): XmlFields {
  const kept = Object.entries(fields).flatMap(([name, value]) => {
    const written = writableValue(value);
    return isEmpty(written) ? [] : [[name, written] as const];
  });
  const names = new Set(kept.map(([name]) => name));
  return Object.fromEntries(kept.filter(([name]) => names.has(name.split("@", 1)[0] ?? name)));
}

function writableValue(value: XmlValue): XmlValue {
  if (typeof value === "string") return writableText(value);
  if (!isList(value)) return writableFields(value);
  const entries = value.map(writableValue).filter((entry) => !isEmpty(entry));
  return entries as readonly string[] | readonly XmlFields[];
}

// The library's writer first resolves what looks like an entity, then leaves alone what still looks like
// one: an ampersand comes through as itself only if it is escaped for both.
function writableText(text: string): string {
  const written = text.toWellFormed().replaceAll(UNWRITABLE, "\ufffd");
  return written.replaceAll("&", "&amp;amp;").trim();
}

function isList(value: XmlValue): value is readonly string[] | readonly XmlFields[] {
  return Array.isArray(value);
}

function isEmpty(value: XmlValue): boolean {
  return typeof value === "string" ? value === "" : Object.keys(value).length === 0;
}

/** The one text of a document: keys sorted, no white space. The same content is always the same bytes. */
export function canonicalText(document: object): string {
  return JSON.stringify(sortKeys(document));
}

// Plain loops: of an invoice run this is what the processor does most.
function sortKeys(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(sortKeys);
  const record = value as Readonly<Record<string, unknown>>;
  const sorted: Record<string, unknown> = {};
  for (const key of Object.keys(record).toSorted()) sorted[key] = sortKeys(record[key]);
  return sorted;
}

/** The query of an address as pages get it. */
type Search = Readonly<Record<string, string | string[] | undefined>>;

/** The address of a list with its filters kept and some of them changed; null and undefined leave a key out. */
export function listHref(
  path: string,
  search: Search,
  changes: Readonly<Record<string, string | null | undefined>> = {},
): string {
  const pairs = Object.entries({ ...search, ...changes }).flatMap(([key, value]) => {
    const text = Array.isArray(value) ? value[0] : value;
    return text === undefined || text === null || text === "" ? [] : [[key, text]];
  });
  return pairs.length === 0 ? path : `${path}?${new URLSearchParams(pairs).toString()}`;
}

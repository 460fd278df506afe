/** The word for one of OCPI's names; a name that we have no word for is written as words. */
export function wordOr<T extends string>(
  known: readonly T[],
  name: string,
  wordOf: (known: T) => string,
): string {
  const one = known.find((candidate) => candidate === name);
  return one ? wordOf(one) : name.replaceAll("_", " ").toLowerCase();
}

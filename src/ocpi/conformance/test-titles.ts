const START = /^[ ]*(?:it|test)(\.each|\.for)?(?=[(<`])/gm;
const TITLE = /\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|`((?:[^`\\]|\\.)*)`)/y;

/**
 * The titles of the tests in a formatted source text, as they are written: `%s` stays `%s`. Tests that are
 * skipped or still to do are left out.
 */
export function testTitles(source: string): ReadonlySet<string> {
  const titles = new Set<string>();
  for (const start of source.matchAll(START)) {
    const after = start.index + start[0].length;
    const title =
      start[1] === undefined ? titleAt(source, open(source, after)) : eachTitle(source, after);
    if (title !== undefined) titles.add(title);
  }
  return titles;
}

function open(source: string, from: number): number {
  return source.indexOf("(", from) + 1;
}

/** The title of `it.each(cases)("title", …)`: the first text that a second pair of parentheses begins with. */
function eachTitle(source: string, from: number): string | undefined {
  for (let at = source.indexOf(")(", from); at !== -1; at = source.indexOf(")(", at + 2)) {
    const title = titleAt(source, at + 2);
    if (title !== undefined) return title;
  }
  return undefined;
}

function titleAt(source: string, from: number): string | undefined {
  TITLE.lastIndex = from;
  const found = TITLE.exec(source);
  return (found?.[1] ?? found?.[2] ?? found?.[3])?.replaceAll(/\\(["'`\\])/g, "$1");
}

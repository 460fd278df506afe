/** What a piece of source says in quotes. */
export interface SourceLiterals {
  /** Texts in quotes, of code and of types. */
  readonly texts: ReadonlySet<string>;
  /** Template texts by their fixed parts: `state.${x}` is ["state.", ""]. */
  readonly templates: readonly (readonly string[])[];
}

const REGEX_AFTER = new Set("(,=:[!&|?;".split(""));

/** Reads the texts in quotes of TypeScript source, past comments, regular expressions and nested templates. */
export function sourceLiterals(source: string): SourceLiterals {
  const texts = new Set<string>();
  const templates: string[][] = [];
  readCode({ source, texts, templates }, 0, false);
  return { texts, templates };
}

interface Reading {
  readonly source: string;
  readonly texts: Set<string>;
  readonly templates: string[][];
}

/** Reads code from `at`, inside `${}` up to its closing brace; the place after it. */
function readCode(reading: Reading, start: number, isInside: boolean): number {
  const { source } = reading;
  let depth = 0;
  let before = "";
  for (let at = start; at < source.length; at += 1) {
    const char = source.charAt(at);
    if (char === "/" && source[at + 1] === "/") at = endOf(source, "\n", at);
    else if (char === "/" && source[at + 1] === "*") at = endOf(source, "*/", at) + 1;
    else if (char === "/" && REGEX_AFTER.has(before)) at = endOfRegex(source, at);
    else if (char === '"' || char === "'") at = readText(reading, at);
    else if (char === "`") at = readTemplate(reading, at);
    else if (char === "{") depth += 1;
    else if (char === "}") {
      if (depth === 0 && isInside) return at;
      depth -= 1;
    }
    if (!/\s/.test(char)) before = char;
  }
  return source.length;
}

function endOf(source: string, mark: string, from: number): number {
  const found = source.indexOf(mark, from);
  return found < 0 ? source.length : found;
}

function endOfRegex(source: string, start: number): number {
  let isClass = false;
  for (let at = start + 1; at < source.length && source[at] !== "\n"; at += 1) {
    if (source[at] === "\\") at += 1;
    else if (source[at] === "[") isClass = true;
    else if (source[at] === "]") isClass = false;
    else if (source[at] === "/" && !isClass) return at;
  }
  return start;
}

/** A quoted text ends on its line; an apostrophe that does not is none. */
function readText({ source, texts }: Reading, start: number): number {
  const quote = source.charAt(start);
  for (let at = start + 1; at < source.length && source[at] !== "\n"; at += 1) {
    if (source[at] === "\\") at += 1;
    else if (source[at] === quote) {
      texts.add(source.slice(start + 1, at));
      return at;
    }
  }
  return start;
}

function readTemplate(reading: Reading, start: number): number {
  const { source, templates, texts } = reading;
  const parts: string[] = [];
  let part = "";
  for (let at = start + 1; at < source.length; at += 1) {
    const char = source.charAt(at);
    if (char === "\\") at += 1;
    else if (char === "`") {
      if (parts.length === 0) texts.add(part);
      else templates.push([...parts, part]);
      return at;
    } else if (char === "$" && source[at + 1] === "{") {
      parts.push(part);
      part = "";
      at = readCode(reading, at + 2, true);
    } else part += char;
  }
  return source.length;
}

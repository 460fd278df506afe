/** What the scanner refuses before anything is built from the text. */
export type JsonFault = {
  readonly code: "too-deep" | "duplicate-key" | "forbidden-key";
  readonly text: string;
};

/** Deepest nesting taken; OCPI's own objects need nine levels. */
const MAX_DEPTH = 64;
const FORBIDDEN = new Set(["__proto__", "constructor", "prototype"]);

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;

/**
 * Looks for what `JSON.parse` takes without a word: nesting without end (its reviver then overflows the
 * stack), a key given twice (the last one wins) and keys that reach into prototypes. Texts that are not
 * JSON pass or fail as they may: the parser comes next.
 */
export function scanJson(text: string): JsonFault | null {
  const open: (Set<string> | null)[] = [];
  for (let at = 0; at < text.length; at++) {
    const char = text.charCodeAt(at);
    if (char === QUOTE) {
      const end = endOfString(text, at + 1);
      const keys = open.at(-1);
      if (keys && nextCode(text, end + 1) === COLON) {
        const fault = checkKey(keys, text.slice(at, end + 1));
        if (fault !== null) return fault;
      }
      at = end;
    } else if (char === 0x7b || char === 0x5b) {
      if (open.length === MAX_DEPTH) {
        return { code: "too-deep", text: `The body nests deeper than ${MAX_DEPTH} levels.` };
      }
      open.push(char === 0x7b ? new Set() : null);
    } else if (char === 0x7d || char === 0x5d) open.pop();
  }
  return null;
}

function endOfString(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const char = text.charCodeAt(at);
    if (char === BACKSLASH) at++;
    else if (char === QUOTE) return at;
  }
  return text.length;
}

function nextCode(text: string, from: number): number {
  let at = from;
  while (at < text.length && text.charCodeAt(at) <= 0x20) at++;
  return text.charCodeAt(at);
}

function checkKey(keys: Set<string>, quoted: string): JsonFault | null {
  const key = unquote(quoted);
  const shown = key.slice(0, 60);
  if (FORBIDDEN.has(key) || key.includes("\u0000") || !key.isWellFormed()) {
    return { code: "forbidden-key", text: `A key is not allowed: ${JSON.stringify(shown)}.` };
  }
  if (keys.has(key)) {
    return { code: "duplicate-key", text: `A key stands twice: ${JSON.stringify(shown)}.` };
  }
  keys.add(key);
  return null;
}

function unquote(quoted: string): string {
  if (!quoted.includes("\\")) return quoted.slice(1, -1);
  try {
    return String(JSON.parse(quoted));
  } catch {
    return quoted;
  }
}

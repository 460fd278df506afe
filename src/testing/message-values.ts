/**
 * The values that a message in ICU's syntax asks for: "{count, plural, one {# day} other {{name}}}" asks for count and
 * name. Throws where braces do not fit.
 */
export function messageValues(message: string): Set<string> {
  const values = new Set<string>();
  const end = readText(message, 0, values);
  if (end !== message.length) throw new Error(`A brace too many: ${message}`);
  return values;
}

/** Reads text to its end, or to the brace that closes the branch it stands in; that place. */
function readText(message: string, start: number, values: Set<string>): number {
  for (let at = start; at < message.length; at += 1) {
    if (message[at] === "}") return at;
    if (message[at] === "'" && /[{}]/.test(message[at + 1] ?? "")) {
      const close = message.indexOf("'", at + 1);
      at = close < 0 ? message.length : close;
    } else if (message[at] === "{") at = readArgument(message, at, values);
  }
  return message.length;
}

/** Reads "{name}" or "{name, kind, branch {text} …}"; the place of its closing brace. */
function readArgument(message: string, start: number, values: Set<string>): number {
  const name = /^\{\s*(\w+)\s*/.exec(message.slice(start));
  if (!name?.[1]) throw new Error(`No name after a brace: ${message}`);
  values.add(name[1]);
  for (let at = start + name[0].length; at < message.length; at += 1) {
    if (message[at] === "}") return at;
    if (message[at] === "{") {
      at = readText(message, at + 1, values);
      if (at === message.length) break;
    }
  }
  throw new Error(`A brace is not closed: ${message}`);
}

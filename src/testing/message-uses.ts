import { sourceLiterals, type SourceLiterals } from "./source-literals";

/** A message that code asks for and that does not exist. */
export interface MissingMessage {
  readonly file: string;
  readonly key: string;
}

interface Source extends SourceLiterals {
  readonly file: string;
  readonly text: string;
  /** Translators by the names that the file gives them, with their areas. */
  readonly translators: ReadonlyMap<string, ReadonlySet<string>>;
  readonly areas: ReadonlySet<string>;
  /** Areas whose translator is asked for computed keys or goes elsewhere. */
  readonly open: ReadonlySet<string>;
  /** Areas that are asked whether they have a key at all: what comes need not be named in the code. */
  readonly asked: ReadonlySet<string>;
}

const CALL = String.raw`(?:useTranslations|getTranslations|translatorFor)\(([^()]*)\)`;

/**
 * Who uses which message. A message is used where a file that has its area names it, wholly or by a template; where the
 * area's translator is asked for a computed key or given away, a name anywhere in the code counts.
 */
export class MessageUses {
  private readonly sources: readonly Source[];
  private readonly names: ReadonlySet<string>;
  private readonly templates: readonly RegExp[];

  constructor(files: ReadonlyMap<string, string>) {
    this.sources = [...files].map(([file, text]) => sourceOf(file, text));
    const ofKeys = [...files.values()].flatMap((text) => [...text.matchAll(/\b(\w+)\??:/g)]);
    this.names = new Set([
      ...this.sources.flatMap(({ texts }) => [...texts]),
      ...ofKeys.map(([, name = ""]) => name),
    ]);
    this.templates = this.sources.flatMap(({ templates }) => templates.flatMap(patternOf));
  }

  /** Of all messages those that nothing uses. */
  unused(keys: readonly string[]): string[] {
    return keys.filter((key) => !this.sources.some((source) => this.isUsedBy(source, key)));
  }

  /** Keys that are asked for by their name and do not exist. */
  missing(keys: readonly string[]): MissingMessage[] {
    const known = new Set(keys.flatMap(prefixesOf));
    return this.sources.flatMap((source) =>
      [...source.translators].flatMap(([name, areas]) => {
        if (isParameter(source.text, name)) return [];
        const call = new RegExp(String.raw`(?<![\w.$])${name}(?:\.\w+)?\(\s*"([^"]+)"`, "g");
        return [...source.text.matchAll(call)]
          .map(([, key = ""]) => key)
          .filter((key) => ![...areas].some((area) => known.has(joined(area, key))))
          .map((key) => ({ file: source.file, key: joined([...areas].join("|"), key) }));
      }),
    );
  }

  private isUsedBy(source: Source, key: string): boolean {
    return [...source.areas].some((area) => {
      const rest = restOf(area, key);
      if (rest === null) return false;
      if (source.texts.has(rest)) return true;
      const isAsked = source.asked.has(area);
      if (isAsked && source.open.has(area)) return true;
      const named = source.templates.flatMap(patternOf);
      const isMade = (one: RegExp) => (isAsked ? one.test(rest) : this.isMade(one, rest));
      if (named.some(isMade)) return true;
      if (!source.open.has(area)) return false;
      if (this.names.has(rest) || this.templates.some((one) => this.isMade(one, rest))) return true;
      return rest.includes(".") && rest.split(".").every((part) => this.names.has(part));
    });
  }

  /** Whether a template makes a key out of names that the code knows. */
  private isMade(pattern: RegExp, key: string): boolean {
    const values = pattern.exec(key)?.slice(1) ?? null;
    if (values === null) return false;
    return values.every(
      (value) =>
        /^\d*$/.test(value) ||
        this.names.has(value) ||
        value.split(".").every((part) => this.names.has(part)) ||
        this.templates.some((one) => one !== pattern && one.test(value)),
    );
  }
}

function sourceOf(file: string, text: string): Source {
  const { translators, rest } = translatorsOf(text);
  const areas = new Set([...translators.values()].flatMap((one) => [...one]));
  const inline = [...rest.matchAll(new RegExp(CALL, "g"))].map(([, args = ""]) => areaOf(args));
  const open = new Set(inline);
  const asked = new Set<string>();
  for (const [name, itsAreas] of translators) {
    const uses = new RegExp(
      String.raw`(?<![\w.$])${name}\b(?:\.(\w+))?(\(\s*(?:"[^"]*"|${"`"})?)?`,
      "g",
    );
    for (const [, method = "", call = ""] of rest.matchAll(uses)) {
      const isNamed = /["`]/.test(call);
      const isOpen = !isNamed || isBareTemplate(text, name);
      for (const area of itsAreas) {
        if (method === "has") asked.add(area);
        if (isOpen) open.add(area);
      }
    }
  }
  return {
    file,
    text,
    ...sourceLiterals(text),
    translators,
    areas: new Set([...areas, ...inline]),
    open,
    asked,
  };
}

/** A file's translators, and its text without the lines that make them. */
function translatorsOf(text: string): {
  readonly translators: Map<string, Set<string>>;
  readonly rest: string;
} {
  const translators = new Map<string, Set<string>>();
  const add = (name: string, args: string) =>
    translators.set(name, new Set([...(translators.get(name) ?? []), areaOf(args)]));
  const one = new RegExp(String.raw`const (\w+) =\s+(?:await )?${CALL};`, "g");
  const several = /const \[([^\]]*)\] = await Promise\.all\(\[([\s\S]*?)\n? *\]\);/g;
  const rest = text
    .replaceAll(one, (_, name: string, args: string) => {
      add(name, args);
      return "";
    })
    .replaceAll(several, (whole, names: string, values: string) => {
      const parts = elementsOf(values);
      const left = parts.filter((part, index) => {
        const args = new RegExp(`^${CALL}$`).exec(part.trim())?.[1];
        const name = names.split(",")[index]?.trim() ?? "";
        if (args === undefined || !/^\w+$/.test(name)) return true;
        add(name, args);
        return false;
      });
      return left.length === parts.length ? whole : left.join(",");
    });
  return { translators, rest };
}

/** The elements of a list in source, by its commas outside of brackets. */
function elementsOf(list: string): string[] {
  const elements = [""];
  let depth = 0;
  for (const char of list) {
    if ("([{".includes(char)) depth += 1;
    if (")]}".includes(char)) depth -= 1;
    if (char === "," && depth === 0) elements.push("");
    else elements[elements.length - 1] += char;
  }
  return elements.filter((element) => element.trim() !== "");
}

function areaOf(args: string): string {
  return [...args.matchAll(/"([^"]*)"/g)].at(-1)?.[1] ?? "";
}

function isBareTemplate(text: string, name: string): boolean {
  return new RegExp(
    String.raw`(?<![\w.$])${name}(?:\.\w+)?\(\s*${"`"}\$\{[^}]*\}(?:\.?\$\{[^}]*\})*${"`"}`,
  ).test(text);
}

/** Whether some function of the file has a parameter of the name, so that a call need not be the translator's. */
function isParameter(text: string, name: string): boolean {
  const plain = String.raw`[({,]\s*${name}\??\s*:`;
  const unpacked = String.raw`\{[^{}]*\b${name}\b[^{}]*\}\s*:\s*[A-Z{]`;
  return new RegExp(`${plain}|${unpacked}`).test(text);
}

function joined(area: string, key: string): string {
  return area === "" ? key : `${area}.${key}`;
}

function restOf(area: string, key: string): string | null {
  if (area === "") return key;
  return key.startsWith(`${area}.`) ? key.slice(area.length + 1) : null;
}

function prefixesOf(key: string): string[] {
  const parts = key.split(".");
  return parts.map((_, index) => parts.slice(0, index + 1).join("."));
}

function patternOf(parts: readonly string[]): RegExp[] {
  if (!parts.some((part) => /[A-Za-z_]/.test(part))) return [];
  if (parts.some((part) => /[^\w.:-]/.test(part))) return [];
  const escaped = parts.map((part) => part.replaceAll(/[.]/g, String.raw`\.`));
  return [new RegExp(`^${escaped.join("(.+)")}$`)];
}

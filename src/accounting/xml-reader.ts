import { no, ok, type Outcome } from "@/core/outcome";

/** An element of an XML document: name without prefix, attributes, children, and its own text. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  readonly text: string;
}

interface Building {
  name: string;
  attributes: Record<string, string>;
  children: XmlElement[];
  text: string;
}

const MOST_DEPTH = 64;
const TOKEN =
  /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[([\s\S]*?)\]\]>|<(\/?)([\w.:-]+)((?:\s+[\w.:-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|([^<]+)/gy;
const ATTRIBUTE = /([\w.:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const NAMED: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
};

/**
 * Reads the elements of an XML document. A document type is refused: nothing here needs one, and entities of one's own
 * are how small files become large ones. Namespaces are dropped.
 */
export function readXml(source: string): Outcome<XmlElement, "not-xml"> {
  const root: Building = { name: "", attributes: {}, children: [], text: "" };
  const open = [root];
  TOKEN.lastIndex = 0;
  const text = source.replace(/^\uFEFF/, "");
  for (let place = 0; place < text.length; place = TOKEN.lastIndex) {
    const token = TOKEN.exec(text);
    if (token === null) return no("not-xml");
    const [, cdata, closing, name, attributes = "", empty, plain] = token;
    const current = open.at(-1);
    if (!current) return no("not-xml");
    if (cdata !== undefined) current.text += cdata;
    else if (plain !== undefined) current.text += unescaped(plain);
    else if (name !== undefined && closing === "/") {
      if (open.length < 2 || current.name !== localName(name)) return no("not-xml");
      open.pop();
    } else if (name !== undefined) {
      const element = {
        name: localName(name),
        attributes: attributesOf(attributes),
        children: [],
        text: "",
      };
      current.children.push(element);
      if (empty !== "/") open.push(element);
      if (open.length > MOST_DEPTH) return no("not-xml");
    }
  }
  const [first] = root.children;
  return first && open.length === 1 && root.children.length === 1 ? ok(first) : no("not-xml");
}

/** The first element down a path of names, or undefined. */
export function elementAt(
  element: XmlElement | undefined,
  ...path: string[]
): XmlElement | undefined {
  return path.reduce<XmlElement | undefined>(
    (inner, name) => inner?.children.find((child) => child.name === name),
    element,
  );
}

/** The text down a path, trimmed; null where there is none. */
export function textAt(element: XmlElement | undefined, ...path: string[]): string | null {
  const text = elementAt(element, ...path)?.text.trim();
  return text === undefined || text === "" ? null : text;
}

/** All children of a name. */
export function allOf(element: XmlElement | undefined, name: string): readonly XmlElement[] {
  return element?.children.filter((child) => child.name === name) ?? [];
}

function localName(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

function attributesOf(source: string): Record<string, string> {
  return Object.fromEntries(
    [...source.matchAll(ATTRIBUTE)].map(([, name = "", double, single]) => [
      localName(name),
      unescaped(double ?? single ?? ""),
    ]),
  );
}

function unescaped(text: string): string {
  return text.replaceAll(/&(?:#(\d+)|#x([\da-fA-F]+)|(\w+));/g, (whole, decimal, hex, name) => {
    if (typeof decimal === "string") return character(Number(decimal));
    if (typeof hex === "string") return character(Number.parseInt(hex, 16));
    return NAMED[String(name)] ?? whole;
  });
}

function character(point: number): string {
  return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : "\uFFFD";
}

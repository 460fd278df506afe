import { XMLParser } from "fast-xml-parser";
import { no, ok, type Outcome } from "@/core/outcome";

/** An element of an XML file: its children by their names (without prefixes), each a list. */
export type XmlNode = Readonly<Record<string, unknown>>;

/** More text than a year of quarter hours needs is not read. */
const MOST_CHARACTERS = 16 * 1024 * 1024;

/** Why a text is not read as XML. */
export type XmlRefusal = "too_large" | "document_type_declared" | "not_xml";

const parser = new XMLParser({
  ignoreAttributes: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
  removeNSPrefix: true,
  parseTagValue: false,
  trimValues: true,
  // Entities of one's own are how small files become large ones; none of ours has any.
  processEntities: false,
  isArray: () => true,
});

/**
 * Reads XML that may hold several documents one after the other, and gives the node above their roots. A declared
 * document type is refused, so nothing is ever expanded or fetched.
 */
export function readXmlNodes(text: string): Outcome<XmlNode, XmlRefusal> {
  if (text.length > MOST_CHARACTERS) return no("too_large");
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text)) return no("document_type_declared");
  // One root above all, so that files put together are one document to the parser.
  const bodies = text.replaceAll(/\uFEFF|<\?xml\b[^<>]*\?>/gi, "");
  const whole = `<documents>${bodies}</documents>`;
  try {
    if (!isBalanced(whole)) return no("not_xml");
    const parsed: unknown = parser.parse(whole);
    const [root] = isNode(parsed) ? nodesAt(parsed, "documents") : [];
    return root === undefined || Object.keys(root).length === 0 ? no("not_xml") : ok(root);
  } catch {
    return no("not_xml");
  }
}

/** The elements of a name that have children of their own, in their order. */
export function nodesAt(node: XmlNode, name: string): readonly XmlNode[] {
  return listAt(node, name).filter(isNode);
}

/** The text of the first element down a path of names, or null where there is none. */
export function textAt(node: XmlNode, ...path: readonly [string, ...string[]]): string | null {
  const [name, ...rest] = path;
  const [next, ...deeper] = rest;
  if (next === undefined) {
    const [first] = listAt(node, name);
    return typeof first === "string" && first !== "" ? first : null;
  }
  const [inner] = nodesAt(node, name);
  return inner === undefined ? null : textAt(inner, next, ...deeper);
}

const MARK = /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[^>]*>|<(\/?)([\w.:-]+)[^<>]*?(\/?)>/y;

/** Whether every element is closed by its own name: the parser itself would make the best of half a file. */
function isBalanced(text: string): boolean {
  const open: string[] = [];
  for (let at = text.indexOf("<"); at !== -1; at = text.indexOf("<", MARK.lastIndex)) {
    MARK.lastIndex = at;
    const mark = MARK.exec(text);
    // The first thing that is no mark ends it, so that no file is read again and again.
    if (mark === null) return false;
    const [, closing, name, empty] = mark;
    if (name === undefined || empty === "/") continue;
    if (closing !== "/") open.push(name);
    else if (open.pop() !== name) return false;
  }
  return open.length === 0;
}

function listAt(node: XmlNode, name: string): readonly unknown[] {
  const list = Object.hasOwn(node, name) ? node[name] : undefined;
  return Array.isArray(list) ? list : [];
}

function isNode(value: unknown): value is XmlNode {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

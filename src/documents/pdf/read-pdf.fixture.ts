import { inflateSync } from "node:zlib";

/** An element of a file's structure: what it is, its attributes, and what is in it. */
export interface ReadElement {
  readonly type: string;
  readonly scope: string | null;
  readonly alt: string | null;
  /** The text of its own content, in its order. */
  readonly text: string;
  readonly children: readonly ReadElement[];
}

/** What a PDF says of itself, read from its bytes. */
export interface ReadPdf {
  readonly catalog: string;
  readonly metadata: string;
  readonly info: string;
  readonly pages: number;
  readonly structure: ReadElement;
  /** Texts outside the structure, which must be artifacts; and operators that draw outside of both. */
  readonly artifacts: readonly string[];
  readonly unmarked: readonly string[];
  /** Fonts without a map to Unicode, or without their letters inside the file. */
  readonly incompleteFonts: readonly string[];
}

type Objects = ReadonlyMap<number, { readonly dictionary: string; readonly stream: Buffer | null }>;

/** Reads a file as pdfkit writes it: plain objects, streams deflated. */
export function readPdf(pdf: Uint8Array): ReadPdf {
  const objects = objectsOf(Buffer.from(pdf));
  const catalog = find(objects, "/Type /Catalog");
  const pages = [...objects].filter(([, { dictionary }]) => /\/Type \/Page\n/.test(dictionary));
  const contents = pages.map(([id, { dictionary }]) => readPage(objects, id, dictionary));
  const marked = new Map(contents.flatMap(({ marked: of }) => [...of]));
  const root = objects.get(reference(catalog, "StructTreeRoot"))?.dictionary ?? "";
  const [top = 0] = numbersIn(/\/K \[([^\]]*)\]/.exec(root)?.[1] ?? "");
  return {
    catalog,
    metadata: objects.get(reference(catalog, "Metadata"))?.stream?.toString("utf8") ?? "",
    info: find(objects, "/Producer"),
    pages: pages.length,
    structure: readElement(objects, top, marked),
    artifacts: contents.flatMap(({ artifacts }) => artifacts),
    unmarked: contents.flatMap(({ unmarked }) => unmarked),
    incompleteFonts: fontsLacking(objects),
  };
}

/** All text below an element, in the order of reading. */
export function textOf({ text, children }: ReadElement): string {
  return [text, ...children.map(textOf)].filter((part) => part !== "").join(" ");
}

/** All elements of a type, in the order of reading. */
export function elementsOf(element: ReadElement, type: string): ReadElement[] {
  const below = element.children.flatMap((child) => elementsOf(child, type));
  return element.type === type ? [element, ...below] : below;
}

function objectsOf(pdf: Buffer): Objects {
  const objects = new Map<number, { dictionary: string; stream: Buffer | null }>();
  const text = pdf.toString("latin1");
  for (const match of text.matchAll(/^(\d+) 0 obj\n([^]*?)\nendobj$/gm)) {
    const [, id = "", body = ""] = match;
    const [dictionary = "", data] = body.split("\nstream\n");
    objects.set(Number(id), { dictionary, stream: data === undefined ? null : inflate(body) });
  }
  return objects;
}

function inflate(body: string): Buffer {
  const from = body.indexOf("\nstream\n") + "\nstream\n".length;
  const raw = Buffer.from(body.slice(from, body.lastIndexOf("\nendstream")), "latin1");
  return body.includes("/FlateDecode") ? inflateSync(raw) : raw;
}

function find(objects: Objects, mark: string): string {
  return (
    [...objects.values()].find(({ dictionary }) => dictionary.includes(mark))?.dictionary ?? ""
  );
}

function reference(dictionary: string, name: string): number {
  return Number(new RegExp(`/${name} (\\d+) 0 R`).exec(dictionary)?.[1] ?? 0);
}

function numbersIn(list: string): number[] {
  return [...list.matchAll(/(\d+) 0 R/g)].map(([, id]) => Number(id));
}

// Kids are elements ("12 0 R"), content of the element's page ("3"), or content of another page (MCR).
function readElement(
  objects: Objects,
  id: number,
  marked: ReadonlyMap<string, string>,
): ReadElement {
  const dictionary = objects.get(id)?.dictionary ?? "";
  const kids = /\/K \[([^]*?)\]\n(?:\/|>>)/.exec(`${dictionary}\n`)?.[1] ?? "";
  const page = reference(dictionary, "Pg");
  const texts: string[] = [];
  const children: ReadElement[] = [];
  const pattern = /<<\n\/Type \/MCR\n\/Pg (\d+) 0 R\n\/MCID (\d+)\n>>|(\d+) 0 R|(\d+)/g;
  for (const [, other, mcid, element, own] of kids.matchAll(pattern)) {
    if (element !== undefined) children.push(readElement(objects, Number(element), marked));
    else texts.push(marked.get(other === undefined ? `${page} ${own}` : `${other} ${mcid}`) ?? "");
  }
  return {
    type: /\/S \/(\w+)/.exec(dictionary)?.[1] ?? "",
    scope: /\/Scope \/(\w+)/.exec(dictionary)?.[1] ?? null,
    alt: /\/Alt \(([^)]*)\)/.exec(dictionary)?.[1] ?? null,
    text: texts.join("").trim(),
    children,
  };
}

function readPage(objects: Objects, page: number, dictionary: string) {
  const content = objects.get(reference(dictionary, "Contents"))?.stream?.toString("latin1") ?? "";
  const fonts = fontsOf(objects, objects.get(reference(dictionary, "Resources"))?.dictionary ?? "");
  const marked = new Map<string, string>();
  const artifacts: string[] = [];
  const unmarked: string[] = [];
  let open: string | null = null;
  let letters: ReadonlyMap<string, string> = new Map();
  const pattern =
    /\/Artifact <<[^]*?>> BDC|\/\w+ <<\n\/MCID (\d+)\n>> BDC|\nEMC|\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ|\n(S|f)\n/g;
  for (const [whole, mcid, font, shown, paint] of content.matchAll(pattern)) {
    if (mcid !== undefined) open = `${page} ${mcid}`;
    else if (whole.endsWith("BDC")) open = "artifact";
    else if (whole.endsWith("EMC")) open = null;
    else if (font !== undefined) letters = fonts.get(font) ?? new Map();
    else if (open === null) unmarked.push(paint ?? shown ?? "");
    else if (shown !== undefined) {
      const text = readShown(shown, letters);
      if (open === "artifact") artifacts.push(text);
      else marked.set(open, (marked.get(open) ?? "") + text);
    }
  }
  return { marked, artifacts, unmarked };
}

function readShown(shown: string, letters: ReadonlyMap<string, string>): string {
  return [...shown.matchAll(/<([0-9a-f]+)>/g)]
    .flatMap(([, hex = ""]) => hex.match(/.{4}/g) ?? [])
    .map((code) => letters.get(code) ?? "\ufffd")
    .join("");
}

function fontsOf(objects: Objects, resources: string): Map<string, Map<string, string>> {
  const fonts = new Map<string, Map<string, string>>();
  for (const [, name = "", id] of resources.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
    const font = objects.get(Number(id))?.dictionary ?? "";
    const map = objects.get(reference(font, "ToUnicode"))?.stream?.toString("latin1") ?? "";
    fonts.set(name, lettersOf(map));
  }
  return fonts;
}

function lettersOf(map: string): Map<string, string> {
  const letters = new Map<string, string>();
  for (const [, first = "", list = ""] of map.matchAll(/<(\w{4})> <\w{4}> \[([^\]]*)\]/g)) {
    // A ligature stands for several letters: "<0066 0069>".
    [...list.matchAll(/<([\w ]+)>/g)].forEach(([, hex = ""], index) => {
      const code = (Number.parseInt(first, 16) + index).toString(16).padStart(4, "0");
      letters.set(code, Buffer.from(hex.replaceAll(" ", ""), "hex").swap16().toString("utf16le"));
    });
  }
  return letters;
}

function fontsLacking(objects: Objects): string[] {
  const dictionaries = [...objects.values()].map(({ dictionary }) => dictionary);
  const unmapped = dictionaries.filter(
    (one) => one.includes("/Subtype /Type0") && !one.includes("/ToUnicode"),
  );
  const outside = dictionaries.filter(
    (one) => one.includes("/Type /FontDescriptor") && !/\/FontFile[23]? /.test(one),
  );
  return [...unmapped, ...outside];
}

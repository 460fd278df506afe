import type { MarketFile, MarketPoint } from "@/core/smart-charging/market/market-point";
import { readCarbon } from "./entsoe-generation";
import { quartersSpanned } from "./entsoe-period";
import { readPrices } from "./entsoe-prices";
import { ProblemList } from "./problem-list";
import { nodesAt, readXmlNodes, textAt, type XmlNode } from "./xml-nodes";

const DAY_AHEAD_PRICES = "A44";
const GENERATION_PER_TYPE = "A75";
/** Points that one file gives at most: a year of quarter hours for some zones. */
const MOST_POINTS = 400_000;
/** Quarter hours that its periods span at most: some kinds of generation each; a few bytes may claim a year. */
const MOST_QUARTERS = 1_000_000;

/**
 * Reads XML of ENTSO-E's Transparency Platform (IEC 62325): day-ahead prices (Publication_MarketDocument, A44),
 * generation per type (GL_MarketDocument, A75) as carbon intensity, and the platform's refusals
 * (Acknowledgement_MarketDocument). One file may hold several documents; for a quarter hour that two of them tell, the
 * later one counts. Never throws: what can't be taken is told as problems.
 */
export function readEntsoe(text: string): MarketFile {
  const problems = new ProblemList();
  const root = readXmlNodes(text);
  if (!root.ok) {
    problems.add(root.reason);
    return { points: [], problems: problems.all() };
  }
  const names = Object.keys(root.value);
  const spanned = names
    .flatMap((name) => nodesAt(root.value, name))
    .reduce((sum, document) => sum + quartersSpanned(document), 0);
  if (spanned > MOST_QUARTERS) {
    problems.add("too_many", `${spanned}`);
    return { points: [], problems: problems.all() };
  }
  const points = new Map<string, MarketPoint>();
  for (const name of names) {
    const documents = nodesAt(root.value, name);
    if (documents.length === 0) problems.add("unknown_document", name);
    for (const point of readDocuments(name, documents, problems)) {
      points.set(`${point.zone} ${point.quantity} ${point.startsMs}`, point);
    }
  }
  if (points.size > MOST_POINTS) {
    problems.add("too_many", `${points.size}`);
    return { points: [], problems: problems.all() };
  }
  return { points: inOrder([...points.values()]), problems: problems.all() };
}

function readDocuments(
  name: string,
  documents: readonly XmlNode[],
  problems: ProblemList,
): readonly MarketPoint[] {
  switch (name) {
    case "Publication_MarketDocument": {
      const ours = ofType(documents, DAY_AHEAD_PRICES, (type) =>
        problems.add("not_day_ahead", type),
      );
      return ours.flatMap((document) => readPrices(document, problems));
    }
    case "GL_MarketDocument": {
      const refuse = (type: string) => problems.add("not_generation", type);
      return readCarbon(ofType(documents, GENERATION_PER_TYPE, refuse), problems);
    }
    case "Acknowledgement_MarketDocument":
      for (const document of documents) noteRefusal(document, problems);
      return [];
    default:
      problems.add("unknown_document", name);
      return [];
  }
}

function ofType(
  documents: readonly XmlNode[],
  wanted: string,
  refuse: (type: string) => void,
): readonly XmlNode[] {
  return documents.filter((document) => {
    const type = textAt(document, "type") ?? "";
    if (type !== wanted) refuse(type);
    return type === wanted;
  });
}

function noteRefusal(document: XmlNode, problems: ProblemList): void {
  const reasons = nodesAt(document, "Reason");
  if (reasons.length === 0) problems.add("acknowledged");
  for (const reason of reasons) {
    const said = [textAt(reason, "code"), textAt(reason, "text")];
    problems.add("acknowledged", said.filter((part) => part !== null).join(" "));
  }
}

/** Points by zone, quantity and time. */
export function inOrder(points: readonly MarketPoint[]): readonly MarketPoint[] {
  return points.toSorted(
    (a, b) =>
      compareTexts(a.zone, b.zone) ||
      compareTexts(b.quantity, a.quantity) ||
      a.startsMs - b.startsMs,
  );
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

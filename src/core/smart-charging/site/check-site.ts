import { zoneOf } from "@/core/time/local-time";
import type { BaseLoadCurve } from "./base-load-curve";
import type { Limit } from "./site-description";
import type { NodeDraft, SiteFault, SiteSettings, WindowDraft } from "./site-draft";
import { minuteOfClock } from "./wall-clock";

/** A site of more parts is described as several. */
const MOST_NODES = 1_000;
const MOST_A = 10_000;
const MOST_W = 100_000_000;
/** The longest that is planned ahead, hours. */
const LONGEST_HORIZON_H = 72;

/** What cannot be meant of a site's tree; empty: all is well. The first fault of each part comes first. */
export function checkTree(nodes: readonly NodeDraft[]): readonly SiteFault[] {
  if (nodes.length > MOST_NODES) return [{ code: "too-many", node: null }];
  const byKey = new Map(nodes.map((node) => [node.key, node]));
  const faults: SiteFault[] = [];
  if (byKey.size < nodes.length) faults.push({ code: "key-twice", node: null });
  const grids = nodes.filter(({ kind }) => kind === "grid");
  if (grids.length === 0) faults.push({ code: "no-grid", node: null });
  if (grids.length > 1) faults.push({ code: "two-grids", node: grids[1]?.name ?? null });
  const places = new Set<string>();
  for (const node of nodes) {
    const place = JSON.stringify([node.locationOcpiId, node.evseUid]).toUpperCase();
    const code = nodeFault(node, byKey);
    if (code) faults.push({ code, node: node.name });
    else if (node.kind === "evse" && places.has(place)) {
      faults.push({ code: "evse-twice", node: node.name });
    }
    if (node.kind === "evse") places.add(place);
  }
  return faults;
}

function nodeFault(node: NodeDraft, byKey: ReadonlyMap<string, NodeDraft>) {
  const { kind, name, parentKey } = node;
  if (name.trim() === "") return "no-name";
  if (!isLimit(node)) return "bad-limit";
  if (kind === "grid" && node.limitA === null && node.limitW === null) return "no-limit";
  if (!node.windows.every(isWindow)) return "bad-window";
  const hasPlace = isNamed(node.locationOcpiId) && isNamed(node.evseUid);
  if (kind === "evse" && !hasPlace) return "no-place";
  if (kind !== "evse" && (node.locationOcpiId !== null || node.evseUid !== null)) {
    return "place-of-no-point";
  }
  if (kind === "grid") return parentKey === null ? null : "unknown-parent";
  const parent = parentKey === null ? undefined : byKey.get(parentKey);
  if (!parent) return "unknown-parent";
  if (parent.kind === "evse") return "below-a-point";
  return reachesTop(node, byKey) ? null : "cycle";
}

function reachesTop(node: NodeDraft, byKey: ReadonlyMap<string, NodeDraft>): boolean {
  let at: NodeDraft | undefined = node;
  for (let steps = 0; at && steps <= byKey.size; steps += 1) {
    if (at.parentKey === null) return true;
    at = byKey.get(at.parentKey);
  }
  return false;
}

/** Whether a limit can be meant: above nothing, and a whole number that a site can have. */
function isLimit({ limitA, limitW }: Limit): boolean {
  const isWithin = (limit: number | null, most: number) =>
    limit === null || (Number.isInteger(limit) && limit > 0 && limit <= most);
  return isWithin(limitA, MOST_A) && isWithin(limitW, MOST_W);
}

function isWindow(window: WindowDraft): boolean {
  const { weekdays, fromClock, toClock, limitA, limitW } = window;
  const [from, to] = [minuteOfClock(fromClock), minuteOfClock(toClock)];
  const hasDays = Number.isInteger(weekdays) && weekdays > 0 && weekdays < 128;
  const hasTimes = from !== null && to !== null && from < 1_440;
  return hasDays && hasTimes && (limitA !== null || limitW !== null) && isLimit(window);
}

function isNamed(text: string | null): boolean {
  return text !== null && text.trim() !== "";
}

/** What cannot be meant of a site's settings; empty: all is well. */
export function checkSettings(settings: SiteSettings): readonly SiteFault[] {
  const { safeW, baseLoad, slotMinutes, horizonSlots, voltage } = settings;
  const isWithin = (value: number, least: number, most: number) =>
    Number.isInteger(value) && value >= least && value <= most;
  const checks: readonly (readonly [SiteFault["code"], boolean])[] = [
    ["no-name", settings.name.trim() !== ""],
    ["bad-time-zone", zoneOf(settings.timeZone).ok],
    ["bad-voltage", isWithin(voltage, 100, 1_000)],
    ["bad-slots", slotMinutes === 5 || slotMinutes === 10 || slotMinutes === 15],
    ["bad-horizon", isWithin(horizonSlots * slotMinutes, 60, LONGEST_HORIZON_H * 60)],
    ["bad-safe-limit", safeW === null || isWithin(safeW, 0, MOST_W)],
    ["bad-base-load", baseLoad === null || isCurve(baseLoad)],
    [
      "bad-assumption",
      isWithin(settings.assumedStayMinutes, 5, 14 * 1_440) &&
        isWithin(settings.assumedEnergyWh, 100, 1_000_000),
    ],
  ];
  return checks.flatMap(([code, isFine]) => (isFine ? [] : [{ code, node: null }]));
}

function isCurve({ stepMinutes, weekdayW, weekendW }: BaseLoadCurve): boolean {
  if (!Number.isInteger(stepMinutes) || stepMinutes < 1 || 1_440 % stepMinutes !== 0) return false;
  return [weekdayW, weekendW].every(
    (steps) =>
      steps.length === 1_440 / stepMinutes &&
      steps.every((powerW) => Number.isInteger(powerW) && powerW >= 0 && powerW <= MOST_W),
  );
}

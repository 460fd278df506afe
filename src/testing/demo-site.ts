import type { Id } from "@/core/ids";
import type { NodeDraft } from "@/core/smart-charging/site/site-draft";
import type { Ctx } from "@/services/context";
import { describeSite, USUAL_SETTINGS } from "@/services/sites/describe-site";

const LOCATION = "NSL-STO-40";
const ROWS = 4;
const POINTS_IN_A_ROW = 10;

/** W of lights, fans and lifts at each hour. */
const WEEKDAY_W = [
  9_000, 9_000, 9_000, 9_000, 9_000, 12_000, 18_000, 24_000, 26_000, 26_000, 26_000, 28_000, 28_000,
  28_000, 27_000, 28_000, 30_000, 30_000, 26_000, 22_000, 18_000, 14_000, 11_000, 9_000,
];
const WEEKEND_W = WEEKDAY_W.map((powerW) => Math.round(powerW * 0.7));

const PLAIN = {
  limitW: null,
  phases: 3,
  locationOcpiId: null,
  evseUid: null,
  windows: [],
} as const;

/** A row of the garage: its feeder, and ten charging points whose first phases take turns. */
function rowOf(index: number): NodeDraft[] {
  const key = `row-${index + 1}`;
  const feeder: NodeDraft = {
    ...PLAIN,
    key,
    parentKey: "grid",
    kind: "feeder",
    name: `Rad ${"ABCD"[index] ?? ""}`,
    limitA: 80,
    firstPhase: null,
  };
  const points = Array.from({ length: POINTS_IN_A_ROW }, (_, place): NodeDraft => {
    const number = String(index * POINTS_IN_A_ROW + place + 1).padStart(2, "0");
    const uid = `${LOCATION}-E${number}`;
    return {
      ...PLAIN,
      key: uid,
      parentKey: key,
      kind: "evse",
      name: `E${number}`,
      limitA: null,
      firstPhase: ([1, 2, 3] as const)[place % 3] ?? null,
      locationOcpiId: LOCATION,
      evseUid: uid,
    };
  });
  return [feeder, ...points];
}

/** The demo's site: forty charging points of Nordström Laddning in four rows of 80 A, behind a connection of 200 A. */
export async function seedDemoSite(ctx: Ctx, partnerId: Id<"partner">): Promise<Id<"site">> {
  return describeSite(ctx, {
    partnerId,
    countryCode: "SE",
    partyId: "NSL",
    settings: {
      ...USUAL_SETTINGS,
      name: "Liljeholmens garage",
      timeZone: "Europe/Stockholm",
      zone: "SE3",
      slotMinutes: 5,
      horizonSlots: 144,
      isSteered: true,
      baseLoad: { stepMinutes: 60, weekdayW: WEEKDAY_W, weekendW: WEEKEND_W },
    },
    nodes: [
      {
        ...PLAIN,
        key: "grid",
        parentKey: null,
        kind: "grid",
        name: "Nätanslutning",
        limitA: 200,
        firstPhase: null,
        // Cheaper grid fees for who keeps below this in the evening's peak.
        windows: [
          { weekdays: 31, fromClock: "17:00", toClock: "20:00", limitA: 160, limitW: null },
        ],
      },
      ...Array.from({ length: ROWS }, (_, index) => rowOf(index)).flat(),
    ],
  });
}

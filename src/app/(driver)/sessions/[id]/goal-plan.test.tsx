import { NextIntlClientProvider } from "next-intl";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { money } from "@/core/money/money";
import type { Locale } from "@/i18n/locale";
import { messagesOf } from "@/i18n/messages";
import { GoalPlan } from "./goal-plan";
import type { GoalPlanView } from "./goal-view";

const AT = Date.parse("2026-11-02T18:00:00Z");
const HOUR = 3_600_000;
const PLAN: GoalPlanView = {
  times: [AT, AT + 4 * HOUR, AT + 6 * HOUR],
  endsAt: AT + 12 * HOUR,
  powerW: [0, 11_000, 0],
  atOnceW: [11_000, 0, 0],
  startsAt: "2026-11-02T22:00:00Z",
  readyAt: "2026-11-03T00:00:00Z",
  needWh: 22_000,
  deliveredWh: 22_000,
  shortfallWh: 0,
  cost: money(5_000n, "SEK"),
  atOnceCost: money(7_550n, "SEK"),
  standingCost: null,
  carbonG: 400,
  atOnceCarbonG: 1_300,
  isShifted: true,
  ownPrice: "differs",
  isForecast: false,
  isDepartureKnown: true,
};
const read = (
  change: Partial<GoalPlanView>,
  locale: Locale = "en",
  by: "operator" | "session" = "session",
) =>
  renderToStaticMarkup(
    <NextIntlClientProvider locale={locale} messages={messagesOf(locale)} timeZone="UTC">
      <GoalPlan
        way={{ chosen: { way: "profile", by, asks: null }, isEstimate: by === "operator" }}
        plan={{ ...PLAN, ...change }}
        operator="Nordström"
        timeZone="Europe/Stockholm"
      />
    </NextIntlClientProvider>,
  )
    .replaceAll(/<[^>]+>/g, " ")
    .replaceAll(/[\s\u00a0]+/g, " ");

describe("a plan as a driver reads it", () => {
  it("says when it begins and is ready, and what waiting saves", () => {
    const words = read({});
    expect(words).toContain("Waits for better hours: begins 23:00, ready at about 01:00.");
    expect(words).toContain(
      "SEK 25.50 less than charging at once. 900 g less CO₂ than charging at once.",
    );
    expect(words).not.toContain("forecast");
    expect(read({}, "sv")).toContain("25,50 kr mindre än att ladda genast.");
  });

  it("parts from the price what standing there costs, and warns where that is most of it", () => {
    expect(read({})).not.toContain("standing");
    const some = read({ standingCost: money(1_000n, "SEK") });
    expect(some).toContain("Of it for standing once it is ready SEK 10.00");
    expect(some).not.toContain("costs more than charging");
    const most = read({ standingCost: money(4_000n, "SEK") });
    expect(most).toContain("Standing there costs more than charging");
    expect(most).toContain("If you leave when it is ready (01:00), it is about SEK 10.00.");
  });

  it("says honestly that waiting saves no money where the price is the same", () => {
    const same = { ownPrice: "same", atOnceCost: PLAN.cost } as const;
    expect(read(same)).toContain(
      "Your price per kWh is the same at every hour here: charging later does not save you money, it saves 900 g CO₂.",
    );
    expect(read({ ...same, carbonG: null })).toContain("charging later does not save you money.");
  });

  it("warns plainly, and says what is a forecast or another's to plan", () => {
    const short = read({ deliveredWh: 42_000, needWh: 60_000, shortfallWh: 18_000, readyAt: null });
    expect(short).toContain("42 of 60 kWh by 07:00");
    expect(read({ isForecast: true })).toContain("are a forecast");
    expect(read({}, "en", "operator")).toContain(
      "Nordström plans by itself: this is our estimate.",
    );
  });

  it("without a departure says what its price leaves out, or gives none", () => {
    expect(read({ isDepartureKnown: false })).toContain("what standing longer costs is not in it");
    const open = { cost: null, atOnceCost: null, isDepartureKnown: false, needWh: null };
    expect(read(open)).toContain("before you say what you need and when you leave");
    expect(read({ ...open, isDepartureKnown: true })).not.toContain("before you say");
  });

  it("of a charge at once speaks of no savings", () => {
    const words = read({
      isShifted: false,
      powerW: [11_000, 0, 0],
      startsAt: "2026-11-02T18:00:00Z",
    });
    expect(words).toContain("Charges at once, with up to 11 kW, and is ready at about 01:00.");
    expect(words).not.toContain("less");
  });
});

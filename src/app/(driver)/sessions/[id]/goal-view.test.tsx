import { NextIntlClientProvider, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { locales, type Locale } from "@/i18n/locale";
import { messagesOf } from "@/i18n/messages";
import { GoalReason } from "./goal-reason";
import { type Goal, stateKey, toneOf, whyKeys } from "./goal-view";

const GOAL: Goal = {
  isRunning: true,
  timeZone: "Europe/Stockholm",
  isEstimate: false,
  plan: null,
  chosen: { way: "profile", by: "session", asks: null },
  said: {
    style: "CHEAP",
    isBoosted: false,
    dischargeAllowed: false,
    departureAt: null,
    need: { kind: "all" },
    missingKwh: null,
    vehicleId: null,
    source: "driver",
    routine: null,
    isPending: false,
    boostEndsAt: null,
  },
  asked: null,
  reason: null,
  refused: null,
  hindrance: { preferences: null, profile: null },
  styles: ["CHEAP", "REGULAR"],
  active: null,
  cars: [],
  boost: null,
};
const asked = (kind: "PREFERENCES" | "SET_PROFILE" | "CLEAR_PROFILE", state: string) =>
  ({
    kind,
    state,
    syncResult: null,
    asyncResult: null,
    at: "2026-11-02T11:00:00Z",
  }) as Goal["asked"];
const by = (who: "operator" | "session" | "site" | null): Pick<Goal, "chosen"> => ({
  chosen: {
    way: who === "operator" ? "preferences" : who ? "profile" : "none",
    by: who,
    asks: null,
  },
});

function Words({ goal }: { goal: Goal }) {
  const t = useTranslations("charging.goal");
  const styles = goal.styles.join(", ");
  return (
    <>
      {t(stateKey(goal), { operator: "Nordström" })}
      {whyKeys(goal).map((key) => ` ${t(key, { operator: "Nordström", styles })}`)}
    </>
  );
}

const text = (node: ReactNode, locale: Locale = "en") =>
  renderToStaticMarkup(
    <NextIntlClientProvider locale={locale} messages={messagesOf(locale)} timeZone="UTC">
      {node}
    </NextIntlClientProvider>,
  );
const words = (change: Partial<Goal>, locale: Locale = "en") =>
  text(<Words goal={{ ...GOAL, ...change }} />, locale);

describe("what a driver reads of his goal", () => {
  it("is never more than what was said: a plan is followed only when the station says so", () => {
    const seen = (state: string) => {
      const goal = { ...GOAL, asked: asked("SET_PROFILE", state) };
      return [words(goal), toneOf(goal)];
    };
    expect(seen("created")).toEqual(["Our plan waits to be sent to Nordström.", "info"]);
    expect(seen("sent")).toEqual(["Our plan was sent to Nordström. No answer yet.", "info"]);
    expect(seen("accepted")).toEqual([
      "Nordström has taken our plan. The station has not answered yet.",
      "info",
    ]);
    expect(seen("confirmed")).toEqual(["The station follows our plan.", "ok"]);
    expect(seen("timeout")).toEqual(["The station has not answered.", "wait"]);
    const wish = { ...GOAL, ...by("operator"), asked: asked("PREFERENCES", "accepted") };
    expect(toneOf(wish)).toBe("ok");
    expect(words(wish)).toContain("no promise");
  });

  it("has a sentence for every way and state, in each language", () => {
    const states = ["created", "sent", "accepted", "confirmed", "refused", "failed", "timeout"];
    for (const locale of locales) {
      for (const who of ["operator", "session", "site"] as const) {
        const kind = who === "operator" ? "PREFERENCES" : "SET_PROFILE";
        for (const state of [...states, "superseded"]) {
          const seen = words({ ...by(who), asked: asked(kind, state) }, locale);
          expect(seen).not.toContain("charging.goal");
          expect(seen.length).toBeGreaterThan(10);
        }
        expect(words(by(who), locale)).not.toContain("charging.goal");
        const paused = { ...asked(kind, "created")!, syncResult: "TOO_OFTEN" };
        expect(words({ ...by(who), asked: paused }, locale)).toMatch(/wait|vänta|warten/);
      }
    }
  });

  it("explains each of the operator's answers with what to do about it", () => {
    const asks = (what: "departure" | "energy") =>
      words({ chosen: { way: "preferences", by: "operator", asks: what }, refused: null });
    expect(asks("departure")).toBe("Nordström must know when you leave. Fill that in and save.");
    expect(asks("energy")).toContain("how much energy");
    expect(words({ refused: "NOT_POSSIBLE" })).toContain("so we steer the charge ourselves");
    expect(words({ ...by(null), refused: "NOT_POSSIBLE" })).toContain(
      "Ask for less, or leave later.",
    );
    expect(words({ ...by(null), refused: "PROFILE_TYPE_NOT_SUPPORTED" })).toContain(
      "CHEAP, REGULAR",
    );
    const green = { ...GOAL.said!, style: "GREEN" as const };
    expect(words({ ...by(null), said: green })).toContain("It has: CHEAP, REGULAR.");
    const both = { ...by(null), refused: "other" as const, asked: asked("SET_PROFILE", "refused") };
    expect(words(both)).toContain("The station did not take our plan either.");
  });

  it("says plainly where nothing can be steered, and why", () => {
    const closed = { preferences: "no-preferences", profile: "no-profiles" };
    expect(words({ ...by(null), hindrance: closed })).toBe(
      "Nothing can be steered here: the car takes what the station gives. Nordström&#x27;s connection takes neither wishes nor plans.",
    );
  });
});

describe("the reason of a site's plan", () => {
  const reason = (change: Partial<NonNullable<Goal["reason"]>>, locale: Locale = "en") =>
    text(
      <GoalReason
        reason={{
          code: "limit",
          node: "Grid",
          limit: 80,
          unit: "A",
          sharers: 6,
          leaves: 6,
          ...change,
        }}
      />,
      locale,
    ).replaceAll(/<[^>]+>/g, "");

  it("is one sentence, in each language", () => {
    expect(reason({})).toBe("Grid&#x27;s 80\u00a0A are shared by 6; you leave last.");
    expect(reason({ leaves: 1 })).toContain("you leave first");
    expect(reason({ leaves: 3 })).toContain("you leave as number 3");
    expect(reason({}, "sv")).toBe("Grid: 80\u00a0A delas av 6; du åker sist.");
    expect(reason({ sharers: 1, leaves: 1 })).toBe("Grid gives 80\u00a0A at most.");
    expect(reason({ code: "cheaper-later" })).toContain("cheaper hours");
    expect(reason({ code: "excess", limit: null })).toContain("Grid is over its limit");
    expect(reason({ unit: "W", limit: 22_000, sharers: 2, leaves: 2 })).toContain("22\u00a0kW");
  });
});

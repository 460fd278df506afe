import { NextIntlClientProvider } from "next-intl";
import type { ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";

import { asId } from "@/core/ids";
import { micro } from "@/core/money/quantity";
import type { Locale } from "@/i18n/locale";
import { messagesOf } from "@/i18n/messages";
import { CurrentPlan } from "./current-plan";
import { MoveFigures, type Preview } from "./move-figures";
import { NotReplayed } from "./not-replayed";
import { OrderWords } from "./order-words";
import type { Compared, OwnPlan } from "./own-plan";
import { PlanRow } from "./plan-row";

const text = (locale: Locale, node: ReactNode) =>
  renderToStaticMarkup(
    <NextIntlClientProvider locale={locale} messages={messagesOf(locale)} timeZone="UTC">
      {node}
    </NextIntlClientProvider>,
  )
    .replaceAll(/<[^>]+>/g, " ")
    .replaceAll(/\s+/g, " ");

const at = (day: string) => Temporal.Instant.from(`${day}T11:00:00Z`);
const subscription: NonNullable<OwnPlan["subscription"]> = {
  state: "active",
  planName: "Kvitt Mini",
  currency: "SEK",
  timeZone: "Europe/Stockholm",
  period: { start: at("2026-11-01"), end: at("2026-12-01") },
  allowance: {
    includedMicroKwh: micro("40"),
    usedMicroKwh: micro("52.5"),
    includedStarts: 2,
    usedStarts: 1,
  },
  next: { at: at("2026-12-01"), grossMinor: 99_00n },
  nextPlanName: null,
  cancelsAt: null,
  pausedAt: null,
  resumesAt: null,
};
const own: OwnPlan = {
  plan: {
    timeZone: "Europe/Stockholm",
    nextPeriod: at("2026-12-01"),
    changed: null,
    coming: [],
    current: {
      planId: asId<"plan">("p"),
      planVersionId: asId<"planVersion">("v"),
      name: "Kvitt Mini",
      version: 1,
      plan: {
        mode: "cost_plus",
        basis: "gross",
        prices: [],
        subscription: {
          interval: "month",
          currencies: [{ currency: "SEK", feeMinor: 99_00n, idleCap: micro("30") }],
          trialDays: 14,
          includedMicroKwh: micro("40"),
          freeStarts: 2,
        },
      },
      validFrom: at("2026-11-01"),
      validTo: null,
    },
  },
  subscription,
};

describe("the driver's plan", () => {
  it("says what is used of it and never more than is included, the next fee, and what it costs", () => {
    const shown = text("en", <CurrentPlan own={own} />);
    expect(shown).toMatch(/40\.00\s?kWh of 40\.00\s?kWh used.*1 of 2 used.*99\.00 on 1 Dec/);
    expect(shown).toMatch(/a month, in advance.*14 days without a fee.*2 starts a month/);
    expect(shown).toMatch(/Pause .*Cancel/);
  });

  it("offers only what can be done to it as it is", () => {
    const as = (more: Partial<typeof subscription>) =>
      text("sv", <CurrentPlan own={{ ...own, subscription: { ...subscription, ...more } }} />);
    const canceled = as({ state: "canceled", cancelsAt: at("2026-12-01"), next: null });
    expect(canceled).toMatch(/Slutar den 1 dec.*Ingen: det slutar.*Behåll det/);
    expect(canceled).not.toMatch(/Säg upp|Pausa/);
    const paused = as({
      state: "paused",
      pausedAt: at("2026-11-10"),
      period: null,
      allowance: null,
    });
    expect(paused).toMatch(/Sedan 10 nov.*Återuppta.*Säg upp/);
  });
});

describe("a plan of the comparison", () => {
  const plan: Compared["plans"][number] = {
    planId: asId<"plan">("p"),
    planVersionId: asId<"planVersion">("v"),
    name: "Kvitt Mini",
    kind: "subscription",
    plan: own.plan.current?.plan ?? { mode: "cost_plus", basis: "gross", prices: [] },
    isCurrent: true,
    isOffered: true,
    replay: { months: [], totalMinor: 0n, paidMinor: 0n, notReplayed: [] },
  };
  const row = (more: Partial<Compared>) =>
    text(
      "en",
      <PlanRow
        plan={plan}
        compared={{
          plans: [plan],
          months: [],
          charges: 0,
          currency: "SEK",
          paidMinor: 0n,
          paidFeesMinor: 0n,
          ...more,
        }}
        own={own}
        isBest={false}
      />,
    );

  it("costs nothing that is shown, until there is a month to compare", () => {
    expect(row({})).toContain("Kvitt Mini");
    expect(row({})).not.toMatch(/0\.00|same/);
    expect(row({ months: ["2026-10"] })).toMatch(/0\.00/);
  });
});

describe("what a change does", () => {
  const preview: Preview = {
    shownAt: "2026-11-11T11:00:00Z",
    at: "2026-11-11T11:00:00Z",
    timeZone: "Europe/Stockholm",
    currency: "SEK",
    from: { name: "Kvitt Mini" },
    to: { planVersionId: asId<"planVersion">("v"), name: "Kvitt Max", kind: "subscription" },
    lines: [
      {
        kind: "proration_credit",
        planName: "Kvitt Mini",
        from: "2026-11-11T11:00:00Z",
        until: "2026-12-01T10:59:59Z",
        netMinor: -52_80n,
        vatMinor: -13_20n,
        grossMinor: -66_00n,
      },
    ],
    totalMinor: -66_00n,
    allowance: {
      includedMicroKwh: micro("200"),
      usedMicroKwh: micro("17"),
      includedStarts: 0,
      usedStarts: 0,
    },
    isTrial: false,
    isConsumer: true,
    next: { at: "2026-12-01T11:00:00Z", grossMinor: 199_00n },
  };

  it("stands line by line with its days, what is carried over, and what is due next", () => {
    expect(text("en", <MoveFigures preview={preview} />)).toMatch(
      /Unused fee of Kvitt Mini, 11 Nov 2026 to 1 Dec 2026.*66\.00.*On your next invoice.*66\.00.*17\.00\s?kWh of it count as used.*199\.00 on/,
    );
    const nothing = { ...preview, lines: [], totalMinor: 0n, allowance: null, next: null };
    expect(text("sv", <MoveFigures preview={nothing} />)).toContain("Inget faktureras");
  });

  it("tells a consumer of his right of withdrawal before he orders, and a company of none", () => {
    const shown = (isConsumer: boolean, isAtOnce: boolean) =>
      text("en", <OrderWords preview={{ ...preview, isConsumer }} isAtOnce={isAtOnce} />);
    expect(shown(true, true)).toMatch(/begin at once.*withdraw within 14 days/);
    expect(shown(true, false)).not.toContain("at once");
    expect(shown(false, true)).toBe("");
  });
});

describe("what cannot be replayed", () => {
  it("is told of with its reason", () => {
    const all = [
      { reason: "other-currency", charges: 2, paidMinor: 0n },
      { reason: "cost-not-accepted", charges: 1, paidMinor: 45_00n },
    ];
    expect(text("en", <NotReplayed all={all} currency="SEK" />)).toMatch(
      /2 charges in another currency.*1 charge for which you paid .*45\.00.*being checked/,
    );
  });
});

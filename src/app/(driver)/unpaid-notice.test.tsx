import { NextIntlClientProvider } from "next-intl";
import type { ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";

import { RulesWords } from "@/app/(finance)/finance/dunning/rules-words";
import { startingRules } from "@/core/dunning/country-rules";
import type { DunningAction } from "@/core/dunning/dunning-rules";
import { asId } from "@/core/ids";
import { money } from "@/core/money/money";
import type { Locale } from "@/i18n/locale";
import { messagesOf } from "@/i18n/messages";
import { UnpaidNotices } from "./unpaid-notice";

const text = (locale: Locale, node: ReactNode) =>
  renderToStaticMarkup(
    <NextIntlClientProvider locale={locale} messages={messagesOf(locale)} timeZone="UTC">
      {node}
    </NextIntlClientProvider>,
  )
    .replaceAll(/<[^>]+>/g, " ")
    .replaceAll(/\s+/g, " ");

const notice = (locale: Locale, action: DunningAction, change: object = {}) =>
  text(
    locale,
    <UnpaidNotices
      unpaid={[
        {
          invoiceId: asId<"invoice">("i"),
          number: "K-2026-000001",
          owed: money(50_000n, "SEK"),
          dueOn: Temporal.PlainDate.from("2026-10-12"),
          timeZone: "Europe/Stockholm",
          isOverdue: true,
          isPaused: false,
          isBlocked: false,
          next: {
            action,
            at: Temporal.Instant.from("2026-10-17T07:00:00Z"),
            fee: money(6_000n, "SEK"),
          },
          collectAt: null,
          ...change,
        },
      ]}
    />,
  );

describe("an unpaid invoice on the driver's pages", () => {
  it("says what is owed, what comes next, when, and what it costs", () => {
    expect(notice("en", "reminder")).toMatch(
      /Invoice K-2026-000001: SEK.500\.00 is not paid.*due on 12 Oct 2026.*On 17 Oct 2026 we send a reminder.*costs SEK.60\.00.*Pay now/,
    );
    expect(notice("sv", "block_charging")).toMatch(/17 okt\.? 2026 slutar dina kort/);
  });

  it("says that charging is stopped and how it starts again; a paused one asks for nothing", () => {
    expect(notice("en", "hand_over", { isBlocked: true })).toMatch(
      /Charging is stopped.*work again as soon as it is paid/,
    );
    const paused = notice("en", "reminder", { isPaused: true, next: null });
    expect(paused).toMatch(/We have paused this/);
    expect(paused).not.toMatch(/Pay now/);
  });
});

describe("rules in words", () => {
  const { rules } = startingRules("SE");
  const words = (termsNameFees: boolean) =>
    text("en", <RulesWords rules={{ ...rules, termsNameFees }} />);

  it("say what each step costs, and that a fee falls where the terms do not name it", () => {
    expect(words(true)).toMatch(/a reminder\. It costs SEK.60\.00\./);
    expect(words(false)).toMatch(/would cost SEK.60\.00, but our terms do not name it/);
    expect(words(false)).toMatch(
      /a collection notice, with interest so far\. It costs SEK.180\.00/,
    );
    expect(words(false)).toMatch(/reference rate and 8.% a year/);
  });
});

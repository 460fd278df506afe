import { NextIntlClientProvider } from "next-intl";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";

import { micro } from "@/core/money/quantity";
import type { LostReason } from "@/core/rating/lost-reason";
import type { Locale } from "@/i18n/locale";
import { messagesOf } from "@/i18n/messages";
import { PromiseBeside } from "./promise-beside";

const text = (locale: Locale, reader: "driver" | "finance", reason: LostReason | null) =>
  renderToStaticMarkup(
    <NextIntlClientProvider locale={locale} messages={messagesOf(locale)} timeZone="UTC">
      <PromiseBeside
        currency="SEK"
        reader={reader}
        lines={[
          { item: { kind: "session-fee" }, amount: { n: micro("1"), d: 1_000_000n } },
          {
            item: {
              kind: "promise",
              lockedAt: "2026-10-01T10:00:00Z",
              lockedMinor: 56_00n,
              billMinor: reason === null ? 50_00n : 111_00n,
              reason,
            },
            amount: { n: -55n, d: 1n },
          },
        ]}
      />
    </NextIntlClientProvider>,
  )
    .replaceAll(/<[^>]+>/g, " ")
    .replaceAll(/\s+/g, " ");

describe("the locked price beside the charge", () => {
  it("tells a driver what he was promised, what the bill was, and what he saves", () => {
    expect(text("sv", "driver", "tariff-changed")).toMatch(
      /Låst pris.*56,00 kr.*Räkningen utan löftet.*111,00 kr.*Du sparar.*55,00 kr.*höjde sin tariff/,
    );
  });

  it("tells finance the same as margin lost, with its reason", () => {
    expect(text("en", "finance", "claim-above-tariff")).toMatch(
      /56\.00.*111\.00.*Margin lost, VAT included.*55\.00.*claims more than its tariff/,
    );
  });

  it("claims no saving where the bill was not above it", () => {
    const said = text("en", "driver", null);
    expect(said).toContain("The bill was not above it");
    expect(said).not.toContain("You save");
  });
});

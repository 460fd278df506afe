import { NextIntlClientProvider } from "next-intl";
import type { ReactElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { micro } from "@/core/money/quantity";
import { locales, type Locale } from "@/i18n/locale";
import { messagesOf } from "@/i18n/messages";
import { checkSignedData } from "@/metering/check-signed-data";
import { aMeter, aPayload, billed, signedBy, signedData } from "@/testing/signed-meter";
import { MeterCheckResult } from "./meter-check-result";
import { PriceExplained } from "./price-explained";

function textOf(locale: Locale, element: ReactElement): string {
  const html = renderToStaticMarkup(
    <NextIntlClientProvider locale={locale} messages={messagesOf(locale)} timeZone="UTC">
      {element}
    </NextIntlClientProvider>,
  );
  return html
    .replaceAll(/<[^>]+>/g, " ")
    .replaceAll(/\s+/g, " ")
    .replaceAll("&#x27;", "'");
}

const meter = aMeter();
const record = signedBy(meter, aPayload());
const zone = "Europe/Stockholm";

async function shownCheck(locale: Locale, text: string, energy = billed.energy): Promise<string> {
  const check = await checkSignedData(signedData(meter, text), { ...billed, energy });
  return textOf(
    locale,
    <MeterCheckResult
      check={check}
      timeZone={zone}
      keyHistory={{ same: 3, others: 0 }}
      checkedAt={null}
      server={check}
    />,
  );
}

describe("what a check of meter data came to", () => {
  it("is told with its readings by the clock at the place, and with what the key proves", async () => {
    const text = await shownCheck("en", record);
    expect(text).toContain("The meter data are genuine");
    expect(text).toContain("100.25 kWh 3 Nov 2026, 18:00 (clock set by the network)");
    expect(text).toContain("not whose meter it was");
    expect(text).toContain("3 other charges at this charging point had the same key.");
    expect(text).not.toContain("opened a case");
  });

  it("says that a case is open, and that the bill stands, where something is wrong", async () => {
    for (const text of [
      await shownCheck("en", record.replace("112.595", "113.595")),
      await shownCheck("en", record, 13_000_000n),
    ]) {
      expect(text).toContain("We have opened a case and ask the operator.");
      expect(text).toContain("Your bill does not change by itself.");
    }
  });

  it.each(locales)("has words for every outcome: %s", async (locale) => {
    for (const text of ["", record, record.replace("T17", "T18")]) {
      const shown = await shownCheck(locale, text);
      expect(shown).not.toMatch(/metering\.\w/);
    }
  });
});

describe("a price, every segment of it", () => {
  const segment = (hour: number, price: string, amount: bigint) => ({
    item: {
      kind: "component" as const,
      phase: "charging" as const,
      dimension: "ENERGY" as const,
      periodIndex: 0,
      periodStart: Temporal.Instant.from(`2026-11-03T${hour}:00:00Z`),
      localStart: null,
      tariffId: "T1",
      elementIndex: 0,
      componentIndex: 0,
      because: [],
      quantity: { n: 1n, d: 1n },
      unit: "kWh" as const,
      stepAdded: { n: 0n, d: 1n },
      stepSize: 1,
      price: micro(price),
    },
    basis: "gross" as const,
    tax: { kind: "rate" as const, rate: 250_000 },
    amount: { n: amount, d: 10_000n },
  });

  it("stands in the order of time, and its sum and its one rounding make what is owed", () => {
    const charge = {
      planName: "Plan",
      basis: "gross" as const,
      currency: "SEK",
      netMinor: 480n,
      vatMinor: 120n,
      grossMinor: 600n,
      perRate: [],
      lines: [segment(21, "2.5", 25_025n), segment(17, "3.5", 35_000n)],
      operator: null,
    };
    const text = textOf("en", <PriceExplained charge={charge} timeZone={zone} />);
    expect(text.indexOf("18:00")).toBeLessThan(text.indexOf("22:00"));
    expect(text).toContain(
      "The segments come to SEK 6.0025; with -SEK 0.0025 of rounding that is SEK 6.00.",
    );
  });
});

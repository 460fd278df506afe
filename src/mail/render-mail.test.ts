import { describe, expect, it } from "vitest";

import { micro } from "@/core/money/quantity";
import { encodePlan, type Plan } from "@/core/plans/plan";
import { type MailKind, noticeTexts, renderMail } from "./render-mail";

const paid = {
  kind: "payment_failed",
  locale: "sv",
  sender: "Kvitt Demo",
  payload: {
    name: 'Åsa <b onload="x">',
    number: "K-2026-000001\r\nBcc: all@example.com",
    totalMinor: "123450",
    currency: "SEK",
    advice: "new_card",
    url: "https://kvitt.example/invoices/1?a=1&b=2",
  },
} as const;

describe("a mail", () => {
  it("writes amounts and advice in the reader's language", () => {
    const { text } = renderMail(paid);
    expect(text.replaceAll(/\s/g, " ")).toContain("Vi kunde inte dra 1 234,50 kr");
    expect(text).toContain("Lägg till ett nytt kort");
    expect(renderMail({ ...paid, locale: "en" }).text).toContain("Please add a new card");
  });

  it.each(["sv", "en", "de"] as const)(
    "says in %s what a charge has come to, whatever that is",
    (locale) => {
      const payload = {
        place: "Slussen",
        operator: "Nordström",
        url: "https://kvitt.example/sessions/1",
        at: "2026-11-02T11:10:00Z",
        timeZone: "Europe/Stockholm",
        minutes: "10",
        currency: "SEK",
        priceMicro: "1250000",
        totalMinor: "12345",
        capMinor: "15000",
        oldMinor: "9900",
        energyMicroKwh: "8250000",
        dueOn: "2026-11-02",
      };
      const told = (kind: MailKind, more: Record<string, string> = {}) => {
        const { title, body } = noticeTexts({
          kind,
          locale,
          sender: "Kvitt",
          payload: { ...payload, ...more },
        });
        return `${title} ${body}`;
      };
      const all = [
        told("charge_started"),
        told("charge_ended", { cost: "known" }),
        told("charge_ended", { cost: "unknown" }),
        told("idle_fee_near", { phase: "near" }),
        told("idle_fee_near", { phase: "running" }),
        told("cap_near", { action: "stop" }),
        told("cap_near", { action: "tell" }),
        told("cap_reached", { outcome: "told" }),
        told("cap_reached", { outcome: "stopping" }),
        told("cap_reached", { outcome: "refused" }),
        told("charge_billed_late"),
        told("charge_price_changed"),
      ];
      expect(all.filter((text, index) => all.indexOf(text) !== index)).toEqual([]);
      for (const text of all) expect(text).not.toMatch(/[{}]|undefined|select/);
      expect(all[3]).toContain("12:10");
      expect(all[3]).toMatch(/1[.,]25/);
    },
  );

  it("shows what people typed as text: no markup, no second header", () => {
    const { subject, html } = renderMail(paid);
    expect(subject).not.toMatch(/[\r\n]/);
    expect(html).not.toContain("<b onload");
    expect(html).toContain("a=1&amp;b=2");
  });
});

it.each(["sv", "en", "de"] as const)("a member who was taken off reads in %s by whom", (locale) => {
  const payload = { name: "Bo", account: "Byrån AB", url: "https://kvitt.example/sign-up" };
  const { subject, text } = renderMail({
    kind: "member_removed",
    locale,
    sender: "Kvitt",
    payload,
  });
  expect(subject).toContain("Byrån AB");
  expect(text).toContain("https://kvitt.example/sign-up");
  expect(text).not.toMatch(/[{}]|undefined/);
});

describe("the confirmation of a plan", () => {
  const plan: Plan = {
    mode: "cost_plus",
    basis: "gross",
    prices: [
      { currency: "SEK", markup: { percentage: 80_000, perKwh: micro("0.15"), perSession: 0n } },
    ],
    subscription: {
      interval: "month",
      currencies: [{ currency: "SEK", feeMinor: 99_00n }],
      trialDays: 14,
      includedMicroKwh: micro("25"),
      freeStarts: 0,
    },
  };
  const payload = {
    name: "Astrid",
    plan: "Kvitt Mini",
    planKind: "subscription",
    planTerms: JSON.stringify(encodePlan(plan)),
    dueOn: "2026-11-23",
    orderedOn: "2026-11-23",
    isAtOnce: "yes",
    seller: "Kvitt Laddning AB",
    sellerStreet: "Ringvägen 1, 118 60 Stockholm",
    sellerCountry: "SE",
    sellerNumber: "559999-0001",
    sellerVat: "SE559999000101",
    sellerEmail: "hej@kvitt.example",
    termsVersion: "3",
    termsAgreedOn: "2026-11-22",
    termsTitle: "The terms",
    termsBody: "## Price <first>\n\nYou see it first.",
    url: "https://kvitt.example/plan",
  };
  const sent = (locale: "sv" | "en" | "de", more: Record<string, string> = {}) =>
    renderMail({
      kind: "plan_confirmed",
      locale,
      sender: "Kvitt",
      payload: { ...payload, ...more },
    });

  it.each([
    ["sv", "frånträda avtalet", "Standardblankett för utövande av ångerrätten", "99,00 kr"],
    ["en", "right to withdraw", "Model withdrawal form", "SEK 99.00"],
    ["de", "diesen Vertrag zu widerrufen", "Muster-Widerrufsformular", "99,00 SEK"],
  ] as const)(
    "holds in %s all that a contract made at a distance must be confirmed with",
    (locale, right, form, fee) => {
      const { text, html } = sent(locale);
      const plain = text.replaceAll(/[\u00a0\u202f]/g, " ");
      for (const part of [right, form.toUpperCase(), fee, "Kvitt Mini", "2026"]) {
        expect(plain).toContain(part);
      }
      expect(plain).toContain("Ringvägen 1, 118 60 Stockholm");
      expect(plain).toContain("hej@kvitt.example");
      expect(plain).toContain("Price <first>\n\nYou see it first.");
      expect(plain.match(/\(\*\)/g)?.length).toBeGreaterThan(5);
      expect(plain).not.toMatch(/[{}]|undefined|## /);
      expect(html).toContain("Price &lt;first&gt;");
      expect(html).toContain(form);
    },
  );

  it("speaks of a service that began at once only where it did", () => {
    const asked = /as you requested/i;
    expect(sent("en").text).toMatch(asked);
    expect(sent("en", { isAtOnce: "no" }).text).not.toMatch(asked);
  });
});

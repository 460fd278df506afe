import { describe, expect, it } from "vitest";

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

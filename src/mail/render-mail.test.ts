import { describe, expect, it } from "vitest";

import { renderMail } from "./render-mail";

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

  it("shows what people typed as text: no markup, no second header", () => {
    const { subject, html } = renderMail(paid);
    expect(subject).not.toMatch(/[\r\n]/);
    expect(html).not.toContain("<b onload");
    expect(html).toContain("a=1&amp;b=2");
  });
});

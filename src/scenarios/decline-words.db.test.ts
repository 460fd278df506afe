import { describe, expect, it } from "vitest";

import mailDe from "@/i18n/messages/de/mail.json";
import pagesDe from "@/i18n/messages/de/payments.json";
import mailEn from "@/i18n/messages/en/mail.json";
import pagesEn from "@/i18n/messages/en/payments.json";
import mailSv from "@/i18n/messages/sv/mail.json";
import pagesSv from "@/i18n/messages/sv/payments.json";
import { adviceFor, knownDeclineCodes } from "@/services/payments/decline-advice";

describe("a payment that did not go through", () => {
  it("is told in each language, by mail and on the page, whatever Stripe said", () => {
    const said = [...new Set(knownDeclineCodes.map((code) => adviceFor(code)))];
    for (const words of [mailSv, mailEn, mailDe, pagesSv, pagesEn, pagesDe].map(
      ({ advice }) => advice,
    )) {
      expect(Object.keys(words)).toEqual(expect.arrayContaining(said));
    }
  });
});

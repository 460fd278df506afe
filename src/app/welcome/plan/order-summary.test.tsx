import { NextIntlClientProvider } from "next-intl";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { messagesOf } from "@/i18n/messages";
import { OrderSummary } from "./order-summary";
import type { PlanChoice } from "./plan-choice";

const choice: PlanChoice = {
  planId: "p",
  planVersionId: "v",
  name: "Kvitt Flex",
  kind: "subscription",
  trialDays: 14,
  words: null,
};

const shown = (isConsumer: boolean) =>
  renderToStaticMarkup(
    <NextIntlClientProvider locale="en" messages={messagesOf("en")} timeZone="UTC">
      <OrderSummary choice={choice} termsVersion={1} isConsumer={isConsumer} />
    </NextIntlClientProvider>,
  );

it("a consumer is told of his right of withdrawal before the last press; a company is promised none", () => {
  expect(shown(true)).toMatch(/charge at once.*withdraw within 14 days/);
  expect(shown(false)).not.toContain("withdraw");
  expect(shown(false)).toContain("You can leave on any day");
});

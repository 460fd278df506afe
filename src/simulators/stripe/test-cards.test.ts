import { describe, expect, test } from "vitest";
import { TEST_CARDS } from "./cards";
import { refused, simulated } from "./test-kit";

const SALE = { amount: 12_500, currency: "sek" } as const;

describe("test cards", () => {
  test.each(TEST_CARDS.map((card) => [card.number, card] as const))(
    "%s behaves as described when charged once",
    async (_number, card) => {
      const { stripe } = await simulated();
      const attempt = stripe.paymentIntents.create({
        ...SALE,
        payment_method: `pm_card_${card.names[0]}`,
        confirm: true,
      });
      if (card.authentication !== "none") {
        expect((await attempt).status).toBe("requires_action");
      } else if (card.decline) {
        expect((await refused(attempt)).decline_code).toBe(card.decline.declineCode);
      } else {
        expect((await attempt).status).toBe("succeeded");
      }
    },
  );

  test("a real card number is refused", async () => {
    const { stripe } = await simulated();
    const card = { number: "4111111111111111", exp_month: 12, exp_year: 2034 };
    const error = await refused(stripe.paymentMethods.create({ type: "card", card }));
    expect([error.statusCode, error.decline_code]).toEqual([402, "live_mode_test_card"]);
  });

  test("a card that is declined can't be attached, the one that fails later can", async () => {
    const { stripe } = await simulated();
    const customer = (await stripe.customers.create({})).id;
    const attach = (name: string) => stripe.paymentMethods.attach(name, { customer });
    expect((await refused(attach("pm_card_chargeDeclined"))).code).toBe("card_declined");
    expect((await attach("pm_card_chargeCustomerFail")).customer).toBe(customer);
  });
});

import Stripe from "stripe";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { stripeClearingAccount, stripeFeesAccount } from "@/core/ledger/account";
import { currencyCodes } from "@/core/money/currency";
import {
  chargeableMinor,
  chargeStepMinor,
  smallestChargeMinor,
} from "@/core/money/smallest-charge";
import { aBilledDriver } from "@/testing/billed-driver";
import { testDatabase } from "@/testing/database";
import { expectSoundBooks } from "@/testing/expect-sound-books";
import { startTestStripe, type TestStripe } from "@/testing/stripe-simulator";
import { orderRefund } from "@/services/refunds/order-refund";
import { stripeClient } from "@/stripe/client";
import { collectPayment } from "@/stripe/collect-payment";
import { fromStripeAmount, toStripeAmount } from "@/stripe/minor-units";

const database = testDatabase();
let rail: TestStripe;

beforeAll(async () => {
  rail = await startTestStripe();
});
afterAll(() => rail.simulator.close());

const LIVES = [
  { currency: "JPY", decimals: 0, amountMinor: 1_980n, sent: 1_980 },
  { currency: "SEK", decimals: 2, amountMinor: 19_805n, sent: 19_805 },
  { currency: "KWD", decimals: 3, amountMinor: 12_340n, sent: 12_340 },
] as const;

describe("a bill in a currency", () => {
  it.each(LIVES)("of $decimals decimals is charged to the unit ($currency)", async (one) => {
    const { currency, amountMinor, sent } = one;
    const life = await aBilledDriver(database.pool, rail, { currency, amountMinor });
    await collectPayment(life.ctx, rail.env, life.invoiceId);
    expect(await life.invoice()).toMatchObject({ paymentState: "paid", paidMinor: amountMinor });
    const [payment] = await life.attempts();
    const intent = await stripeClient(rail.env).paymentIntents.retrieve(
      payment?.paymentIntentId ?? "",
    );
    expect(intent).toMatchObject({ amount: sent, currency: currency.toLowerCase() });
    expect(await life.owed()).toBe(0n);
    const fees = await life.balance(stripeFeesAccount);
    expect(await life.balance(stripeClearingAccount)).toBe(amountMinor - fees);
    if (payment) {
      const tooMuch = { paymentId: payment.id, cause: "withdrawal", amountMinor: amountMinor + 1n };
      await expect(
        orderRefund(life.ctx, { ...tooMuch, cause: "withdrawal" }),
      ).rejects.toMatchObject({ code: "LIMIT" });
    }
    await expectSoundBooks(database.pool.db, life.ctx.tenantId);
  });

  it("with a rest that Stripe cannot express is charged below it, and the rest stays open", async () => {
    const life = await aBilledDriver(database.pool, rail, { currency: "KWD", amountMinor: 1_234n });
    await collectPayment(life.ctx, rail.env, life.invoiceId);
    expect(await life.invoice()).toMatchObject({ paymentState: "open", paidMinor: 1_230n });
    await collectPayment(life.ctx, rail.env, life.invoiceId);
    expect(await life.attempts()).toHaveLength(1);
    expect(await life.owed()).toBe(4n);
    await expectSoundBooks(database.pool.db, life.ctx.tenantId);
  });

  it("below the smallest charge is never asked for: it waits", async () => {
    const life = await aBilledDriver(database.pool, rail, { currency: "SEK", amountMinor: 299n });
    await collectPayment(life.ctx, rail.env, life.invoiceId);
    expect(await life.attempts()).toEqual([]);
    expect((await life.invoice())?.paymentState).toBe("open");
  });
});

describe("every currency of the table", () => {
  it("takes one step or the smallest charge, and eight digits, exactly at Stripe", async () => {
    const stripe = stripeClient(rail.env);
    const refused: string[] = [];
    for (const currency of currencyCodes()) {
      const perStep = toStripeAmount({ amountMinor: chargeStepMinor(currency), currency });
      const most = (99_999_999n / BigInt(perStep)) * chargeStepMinor(currency);
      for (const amountMinor of [smallestChargeMinor(currency), chargeableMinor(most, currency)]) {
        const asked = toStripeAmount({ amountMinor, currency });
        try {
          const { amount } = await stripe.paymentIntents.create({
            amount: asked,
            currency: currency.toLowerCase(),
            allowed_payment_method_types: ["card"],
          });
          expect(fromStripeAmount(amount, currency)).toEqual({ amountMinor, currency });
        } catch (error) {
          if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw error;
          refused.push(`${currency} ${asked}: ${error.message}`);
        }
      }
    }
    // Codes that ISO 4217 knows and card rails do not: never a wrong amount.
    expect(refused.filter((line) => !line.includes("Invalid currency"))).toEqual([]);
  }, 60_000);
});

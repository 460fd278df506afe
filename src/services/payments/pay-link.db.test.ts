import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { asId } from "@/core/ids";
import { aBilledDriver } from "@/testing/billed-driver";
import { testDatabase } from "@/testing/database";
import { startTestStripe, type TestStripe } from "@/testing/stripe-simulator";
import { collectPayment } from "@/stripe/collect-payment";
import { payOnPage } from "@/stripe/pay-on-page";
import { readInvoiceStanding } from "./invoice-standing";
import { payLink, readPayLink, tenantOfLink } from "./pay-link";

const database = testDatabase();
let rail: TestStripe;

beforeAll(async () => {
  rail = await startTestStripe();
});
afterAll(() => rail.simulator.close());

const tokenOf = (url: string) => url.split("/pay/")[1] ?? "";

describe("a payment link", () => {
  it("opens its invoice, for whoever holds it, until that is paid", async () => {
    const life = await aBilledDriver(database.pool, rail);
    const { ctx, invoiceId } = life;
    const token = tokenOf(await payLink(ctx, invoiceId));
    expect(tenantOfLink(ctx.settings, token)).toBe(ctx.tenantId);
    expect(await readPayLink(ctx, token)).toMatchObject({
      invoiceId,
      openMinor: 50_000n,
      isUsed: false,
    });
    await collectPayment(ctx, rail.env, invoiceId);
    expect(await readPayLink(ctx, token)).toMatchObject({ openMinor: 0n, isUsed: true });
  });

  it("opens nothing when it was changed, is another tenant's, or has ended", async () => {
    const life = await aBilledDriver(database.pool, rail, { method: null });
    const other = await aBilledDriver(database.pool, rail, { method: null });
    const token = tokenOf(await payLink(life.ctx, life.invoiceId));
    const [body = "", mac = ""] = token.split(".");
    const forged = Buffer.from(
      Buffer.from(body, "base64url").toString().replace(life.invoiceId, other.invoiceId),
    ).toString("base64url");
    for (const wrong of [
      `${forged}.${mac}`,
      `${body}.${mac.slice(0, -1)}${mac.endsWith("A") ? "B" : "A"}`,
      body,
      "",
      "../../etc",
      `${body}.${"A".repeat(43)}`,
    ]) {
      expect(tenantOfLink(life.ctx.settings, wrong), wrong).toBeNull();
      await expect(readPayLink(life.ctx, wrong)).rejects.toMatchObject({ code: "NOT_FOUND" });
    }
    await expect(readPayLink(other.ctx, token)).rejects.toMatchObject({ code: "NOT_FOUND" });
    life.clock.advance({ hours: 61 * 24 });
    await expect(readPayLink(life.ctx, token)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

describe("how an invoice stands", () => {
  const asDriver = (life: Awaited<ReturnType<typeof aBilledDriver>>, driverId = life.driverId) =>
    life.as({
      kind: "user",
      userId: asId<"user">("00000000-0000-7000-8000-000000000001"),
      email: "astrid@kvitt.test",
      roles: ["driver"],
      driverId,
    });

  async function standing(
    method: string | null,
    step: (life: Awaited<ReturnType<typeof aBilledDriver>>) => Promise<unknown>,
  ) {
    const currency = method?.startsWith("AT") ? "EUR" : "SEK";
    const life = await aBilledDriver(database.pool, rail, { method, currency });
    await step(life);
    const { kind, advice, paymentId } = await readInvoiceStanding(asDriver(life), life.invoiceId);
    return { kind, advice, hasPayment: paymentId !== null };
  }
  const collect = (life: Awaited<ReturnType<typeof aBilledDriver>>) =>
    collectPayment(life.ctx, rail.env, life.invoiceId);

  it("is told in one word for each way it can go", async () => {
    const bare = { advice: null, hasPayment: false };
    expect(await standing(null, async () => null)).toEqual({ kind: "no_method", ...bare });
    expect(await standing("pm_card_visa", async () => null)).toEqual({ kind: "open", ...bare });
    expect(await standing("pm_card_visa", collect)).toEqual({ kind: "none", ...bare });
    expect(await standing("pm_card_chargeCustomerFail", collect)).toEqual({
      kind: "failed",
      advice: "contact_bank",
      hasPayment: false,
    });
    expect(await standing("pm_card_authenticationRequired", collect)).toEqual({
      kind: "action",
      advice: null,
      hasPayment: true,
    });
    const returning = "AT591904300235473203";
    expect(await standing(returning, collect)).toEqual({ kind: "announced", ...bare });
    const sent = async (life: Awaited<ReturnType<typeof aBilledDriver>>) => {
      await collect(life);
      await life.pass(2);
      await life.sweep();
    };
    expect(await standing(returning, sent)).toEqual({ kind: "processing", ...bare });
    const cameBack = async (life: Awaited<ReturnType<typeof aBilledDriver>>) => {
      await sent(life);
      await life.pass(26);
      await life.readEvents();
    };
    expect(await standing(returning, cameBack)).toEqual({ kind: "returned", ...bare });
    const onPage = (life: Awaited<ReturnType<typeof aBilledDriver>>) =>
      payOnPage(life.ctx, rail.env, {
        subject: { invoiceId: life.invoiceId },
        returnTo: "/invoices",
        consent: null,
      });
    expect(await standing(null, onPage)).toEqual({ kind: "page", ...bare });
  });

  it("is nobody else's to read", async () => {
    const life = await aBilledDriver(database.pool, rail, { method: null });
    const other = await aBilledDriver(database.pool, rail, { method: null });
    await expect(
      readInvoiceStanding(asDriver(life, other.driverId), life.invoiceId),
    ).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

describe("a debit that is announced", () => {
  it("gives way where its driver pays now, and is never sent", async () => {
    const life = await aBilledDriver(database.pool, rail, {
      method: "AT611904300234573201",
      currency: "EUR",
    });
    await collectPayment(life.ctx, rail.env, life.invoiceId);
    const url = await payOnPage(life.ctx, rail.env, {
      subject: { invoiceId: life.invoiceId },
      returnTo: "/invoices",
      consent: null,
    });
    await rail.pay(url, "4242424242424242");
    await life.readEvents();
    await life.pass(3);
    await life.sweep();
    expect((await life.attempts()).map(({ state }) => state)).toEqual(["canceled", "succeeded"]);
    expect(await life.invoice()).toMatchObject({ paymentState: "paid", paidMinor: 50_000n });
  });
});

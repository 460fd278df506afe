import { describe, expect, test } from "vitest";
import type Stripe from "stripe";
import { refused, simulated } from "./test-kit";

const BACK = {
  success_url: "http://localhost:3000/done?session={CHECKOUT_SESSION_ID}",
  cancel_url: "http://localhost:3000/stopped",
};

const LINE = {
  price_data: { currency: "sek", unit_amount: 25_000, product_data: { name: "Invoice <KVT-1>" } },
  quantity: 2,
};

async function submit(url: string, form: Record<string, string>) {
  const card = { card: "4242424242424242", number: "", expiry: "12/34", cvc: "123" };
  const response = await fetch(url, {
    method: "POST",
    body: new URLSearchParams({ ...card, ...form }),
    redirect: "manual",
  });
  return {
    status: response.status,
    location: response.headers.get("location") ?? "",
    html: await response.text(),
  };
}

async function setupSession(stripe: Stripe) {
  const customer = (await stripe.customers.create({ email: "astrid@kvitt.example" })).id;
  const session = await stripe.checkout.sessions.create({
    mode: "setup",
    currency: "sek",
    customer,
    ...BACK,
  });
  return { customer, session, url: session.url ?? "" };
}

describe("Checkout in mode setup", () => {
  test("the hosted page saves a card and leads back with the session's id", async () => {
    const { stripe } = await simulated();
    const { customer, session, url } = await setupSession(stripe);
    expect(session).toMatchObject({ status: "open", payment_status: "no_payment_required" });
    const page = await (await fetch(url)).text();
    expect(page).toContain("Stripe simulator – test page");
    expect(page).toContain("Save card");
    const done = await submit(url, {});
    expect([done.status, done.location]).toEqual([
      303,
      `http://localhost:3000/done?session=${session.id}`,
    ]);
    const after = await stripe.checkout.sessions.retrieve(session.id, {
      expand: ["setup_intent.payment_method"],
    });
    expect(after).toMatchObject({
      status: "complete",
      url: null,
      setup_intent: { status: "succeeded", payment_method: { customer, card: { last4: "4242" } } },
    });
    const [event] = (await stripe.events.list({ type: "checkout.session.completed" })).data;
    expect(event?.data.object).toMatchObject({ id: session.id });
  });

  test("a declined card shows the reason, and the next one works", async () => {
    const { stripe } = await simulated();
    const { session, url } = await setupSession(stripe);
    const declined = await submit(url, { card: "4000000000009995" });
    expect(declined.status).toBe(402);
    expect(declined.html).toContain('role="alert">Your card has insufficient funds.');
    expect((await stripe.checkout.sessions.retrieve(session.id)).status).toBe("open");
    expect((await submit(url, { number: "5555 5555 5555 4444" })).status).toBe(303);
    const after = await stripe.checkout.sessions.retrieve(session.id);
    expect(after.status).toBe("complete");
  });

  test.each([
    ["a wrong number", { number: "4242424242424241" }, "card number is incorrect"],
    ["a card that is past", { expiry: "01/20" }, "expiration year is invalid"],
    ["no date at all", { expiry: "soon" }, "Invalid integer"],
  ])("%s is told, not saved", async (_name, form, message) => {
    const { stripe } = await simulated();
    const { customer, url } = await setupSession(stripe);
    const answer = await submit(url, form);
    expect([answer.status, answer.html.includes(message)]).toEqual([402, true]);
    expect((await stripe.customers.listPaymentMethods(customer)).data).toHaveLength(0);
  });

  test("a card that asks for confirmation goes through the bank's page", async () => {
    const { stripe } = await simulated();
    const { customer, session, url } = await setupSession(stripe);
    const asked = await submit(url, { card: "4000002500003155" });
    expect(asked.location).toContain("/authenticate/seti_");
    const confirmed = await submit(asked.location, { outcome: "confirm" });
    const done = await fetch(confirmed.location, { redirect: "manual" });
    expect(done.headers.get("location")).toBe(`http://localhost:3000/done?session=${session.id}`);
    expect((await stripe.customers.listPaymentMethods(customer)).data).toHaveLength(1);
  });

  test("when the bank does not confirm, the page asks for another card", async () => {
    const { stripe } = await simulated();
    const { session, url } = await setupSession(stripe);
    const asked = await submit(url, { card: "4000002760003184" });
    const failed = await submit(asked.location, { outcome: "fail" });
    const page = await fetch(failed.location, { redirect: "manual" });
    expect(await page.text()).toContain("The bank did not confirm.");
    expect((await stripe.checkout.sessions.retrieve(session.id)).status).toBe("open");
    expect((await submit(url, {})).status).toBe(303);
  });

  test("the bank's page opens with the client secret only", async () => {
    const { stripe } = await simulated();
    const { url } = await setupSession(stripe);
    const asked = await submit(url, { card: "4000002500003155" });
    const guessed = new URL(asked.location);
    guessed.searchParams.set("client_secret", "seti_guessed");
    expect((await fetch(guessed)).status).toBe(404);
  });
});

describe("Checkout in mode payment", () => {
  test("the hosted page shows what it is for, takes the money and saves the card", async () => {
    const { stripe } = await simulated();
    const customer = (await stripe.customers.create({})).id;
    const session = await stripe.checkout.sessions.create({
      mode: "payment",
      customer,
      line_items: [LINE],
      payment_intent_data: { setup_future_usage: "off_session", metadata: { topup_id: "t1" } },
      ...BACK,
    });
    expect([session.amount_total, session.currency, session.payment_intent]).toEqual([
      50_000,
      "sek",
      null,
    ]);
    const page = await (await fetch(session.url ?? "")).text();
    expect(page).toContain("Invoice &lt;KVT-1&gt; × 2");
    expect(page).toContain("500.00 SEK");
    await submit(session.url ?? "", {});
    const after = await stripe.checkout.sessions.retrieve(session.id, {
      expand: ["payment_intent", "line_items"],
    });
    expect(after).toMatchObject({
      status: "complete",
      payment_status: "paid",
      payment_intent: { status: "succeeded", amount: 50_000, metadata: { topup_id: "t1" } },
      line_items: { data: [{ description: "Invoice <KVT-1>", quantity: 2 }] },
    });
    expect((await stripe.customers.listPaymentMethods(customer)).data).toHaveLength(1);
  });

  test("sending the form twice pays once", async () => {
    const { stripe } = await simulated();
    const session = await stripe.checkout.sessions.create({
      mode: "payment",
      line_items: [LINE],
      ...BACK,
    });
    await submit(session.url ?? "", {});
    const again = await submit(session.url ?? "", {});
    expect(again.html).toContain("This session is complete.");
    expect((await stripe.charges.list()).data).toHaveLength(1);
  });

  test("an expired session takes no card", async () => {
    const { stripe } = await simulated();
    const session = await stripe.checkout.sessions.create({
      mode: "payment",
      line_items: [LINE],
      ...BACK,
    });
    const url = session.url ?? "";
    await stripe.checkout.sessions.expire(session.id);
    expect((await submit(url, {})).html).toContain("This session has expired.");
    expect((await stripe.charges.list()).data).toHaveLength(0);
    const error = await refused(stripe.checkout.sessions.expire(session.id));
    expect(error.statusCode).toBe(400);
  });

  test("a session expires by itself after a day", async () => {
    const { stripe, control } = await simulated();
    const { session } = await setupSession(stripe);
    await control("POST clock", { advance_s: 86_401 });
    expect((await stripe.checkout.sessions.retrieve(session.id)).status).toBe("expired");
    expect((await stripe.events.list({ type: "checkout.session.expired" })).data).toHaveLength(1);
  });

  test.each([
    ["no lines", { mode: "payment" as const, ...BACK }, "line_items"],
    ["no currency to set up", { mode: "setup" as const, ...BACK }, "currency"],
    [
      "a script as address",
      { mode: "setup" as const, currency: "sek", success_url: "javascript:alert(1)" },
      "success_url",
    ],
  ])("refuses %s", async (_name, params, param) => {
    const { stripe } = await simulated();
    const error = await refused(stripe.checkout.sessions.create(params));
    expect([error.statusCode, error.param]).toEqual([400, param]);
  });
});

describe("payouts", () => {
  test("an automatic payout lists the balance transactions it is made of", async () => {
    const { stripe, control } = await simulated();
    const sale = { amount: 20_000, currency: "sek", payment_method: "pm_card_visa", confirm: true };
    await stripe.paymentIntents.create(sale);
    const second = await stripe.paymentIntents.create(sale);
    await control("POST settle", {});
    await stripe.refunds.create({ payment_intent: second.id, amount: 5000 });
    await control("POST clock", { advance_s: 2 * 86_400 });
    const payout = await control("POST payouts", { currency: "sek" });
    await control("POST clock", { advance_s: 2 * 86_400 });
    const arrived = await stripe.payouts.retrieve(String(payout["id"]));
    expect(arrived).toMatchObject({ status: "paid", reconciliation_status: "completed" });
    const content = await stripe.balanceTransactions.list({ payout: arrived.id });
    const net = content.data
      .filter((row) => row.type !== "payout")
      .reduce((sum, row) => sum + row.net, 0);
    expect([content.data.length, net]).toEqual([4, arrived.amount]);
    expect(await stripe.events.list({ type: "payout.reconciliation_completed" })).toMatchObject({
      data: [{ data: { object: { id: arrived.id } } }],
    });
    const balance = await stripe.balance.retrieve();
    expect(balance.available).toMatchObject([{ amount: 0, currency: "sek" }]);
  });

  test("more than is available can't be paid out", async () => {
    const { stripe } = await simulated();
    const error = await refused(stripe.payouts.create({ amount: 100, currency: "sek" }));
    expect(error.code).toBe("balance_insufficient");
  });
});

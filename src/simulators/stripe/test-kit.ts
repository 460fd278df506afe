import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import Stripe from "stripe";
import { onTestFinished } from "vitest";
import { startSimulator } from "./http-server";
import type { Settings } from "./settings";

export const TEST_KEY = "sk_test_12345678901234567890";

/** A simulator of its own for one test, with the official SDK pointed at it. */
export async function simulated(settings: Partial<Settings> = {}, sdk: Stripe.StripeConfig = {}) {
  const running = await startSimulator(settings);
  onTestFinished(() => running.close());
  const stripe = sdkFor(running.port, sdk);
  const control = async (what: string, input?: object): Promise<Record<string, unknown>> => {
    const [method = "GET", path = ""] = what.split(" ");
    const response = await fetch(`${running.url}/_control/${path}`, {
      method,
      ...(input && { body: JSON.stringify(input) }),
      ...(method === "POST" && { headers: { "content-type": "application/json" } }),
    });
    const body = (await response.json()) as Record<string, unknown>;
    if (!response.ok) throw new Error(JSON.stringify(body));
    return body;
  };
  return { ...running, stripe, control };
}

/** The official SDK, pointed at a simulator; it repeats nothing by itself unless told to. */
export function sdkFor(port: number, sdk: Stripe.StripeConfig = {}): Stripe {
  return new Stripe(TEST_KEY, {
    host: "127.0.0.1",
    port,
    protocol: "http",
    maxNetworkRetries: 0,
    timeout: 5000,
    telemetry: false,
    ...sdk,
  });
}

/** A customer with a saved payment method, e.g. `pm_card_visa`. */
export async function customerWith(stripe: Stripe, name: string) {
  const customer = await stripe.customers.create({ email: "astrid@kvitt.example" });
  const method = await stripe.paymentMethods.attach(name, { customer: customer.id });
  return { customer: customer.id, payment_method: method.id };
}

/** What the SDK throws, or an error when it does not throw. */
export async function refused(attempt: Promise<unknown>): Promise<Stripe.errors.StripeError> {
  try {
    await attempt;
  } catch (error) {
    if (error instanceof Stripe.errors.StripeError) return error;
    throw error;
  }
  throw new Error("The call was expected to be refused");
}

/** Calls the API without the SDK, as a form. */
export async function call(
  url: string,
  path: string,
  form: string,
  headers: Record<string, string> = {},
) {
  const response = await fetch(`${url}${path}`, {
    method: "POST",
    body: form,
    headers: {
      authorization: `Bearer ${TEST_KEY}`,
      "content-type": "application/x-www-form-urlencoded",
      ...headers,
    },
  });
  const body = (await response.json()) as Record<string, unknown>;
  return { status: response.status, headers: response.headers, body };
}

/** A webhook receiver that keeps what it gets and answers with the next of some statuses, else 200. */
export async function receiver(statuses: number[] = [], onBody: (body: string) => void = () => {}) {
  const received: { body: string; signature: string }[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const signature = String(request.headers["stripe-signature"]);
      const body = Buffer.concat(chunks).toString("utf8");
      received.push({ body, signature });
      onBody(body);
      response.writeHead(statuses.shift() ?? 200).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/stripe/webhook`;
  const types = () => received.map((one) => (JSON.parse(one.body) as { type: string }).type);
  return { url, received, types };
}

/** The id of a field that holds an id or, when expanded, an object. */
export function idOf(field: string | { id: string } | null | undefined): string {
  return typeof field === "string" ? field : (field?.id ?? "");
}

import type Stripe from "stripe";
import { invalid } from "@/simulators/stripe/errors";
import { integer, oneOf, section, text } from "@/simulators/stripe/params";
import type { Params } from "@/simulators/stripe/form-decoding";
import type { Route, World } from "@/simulators/stripe/world";
import { find } from "./find";

/** The call on mandates. Cards have none here, direct debits always do. */
export const mandateRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/v1/mandates/:id",
    takes: [],
    run: ({ world, path }) => find(world, "mandate", path("id")),
  },
];

/** The bank or the customer revoked a mandate; a debit needs a new one. */
export function endMandate(world: World, id: string): Stripe.Mandate {
  const before = find(world, "mandate", id);
  const after = world.store.patch("mandate", id, { status: "inactive" });
  world.events.emit("mandate.updated", after, before);
  return after;
}

/** A detached payment method takes its mandates with it. */
export function endMandates(world: World, method: string): void {
  for (const row of world.store.all("mandate")) {
    if (row.payment_method === method && row.status === "active") endMandate(world, row.id);
  }
}

/** The mandate of a direct debit: the one it has, or a new one from `mandate_data`. */
export function mandateFor(
  world: World,
  method: Stripe.PaymentMethod,
  params: Params,
): Stripe.Mandate | null {
  if (method.type !== "sepa_debit") return null;
  const known = world.store.all("mandate").filter((row) => row.payment_method === method.id);
  const active = known.find((row) => row.status === "active");
  if (active) return active;
  const given = section(section(params, "mandate_data") ?? {}, "customer_acceptance");
  if (given === undefined) {
    if (known.length === 0) return null;
    throw invalid(
      "The mandate of this PaymentMethod is inactive: send mandate_data for a new one.",
      {
        code: "payment_intent_mandate_invalid",
        param: "payment_method",
      },
    );
  }
  const type = oneOf(given, "type", ["online", "offline"] as const) ?? "online";
  const online = section(given, "online") ?? {};
  return world.store.put("mandate", {
    id: world.ids.next("mandate"),
    object: "mandate",
    customer_acceptance: {
      accepted_at: integer(given, "accepted_at") ?? world.clock.now(),
      type,
      ...(type === "offline"
        ? { offline: {} }
        : {
            online: {
              ip_address: text(online, "ip_address") ?? null,
              user_agent: text(online, "user_agent") ?? null,
            },
          }),
    },
    livemode: false,
    multi_use: {},
    payment_method: method.id,
    payment_method_details: {
      type: "sepa_debit",
      sepa_debit: {
        reference: world.ids.letters("mandate", 16).toUpperCase(),
        url: `${world.base()}/mandates`,
      },
    },
    status: "active",
    type: "multi_use",
  });
}

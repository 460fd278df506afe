import type Stripe from "stripe";
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

/** The mandate of a direct debit: the one it has, or a new one from `mandate_data`. */
export function mandateFor(
  world: World,
  method: Stripe.PaymentMethod,
  params: Params,
): Stripe.Mandate | null {
  if (method.type !== "sepa_debit") return null;
  const found = world.store.all("mandate").find((row) => row.payment_method === method.id);
  if (found) return found;
  const given = section(section(params, "mandate_data") ?? {}, "customer_acceptance");
  if (given === undefined) return null;
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

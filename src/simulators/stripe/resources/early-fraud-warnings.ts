import type Stripe from "stripe";
import { missing } from "@/simulators/stripe/errors";
import { LIST_PARAMS, listPage } from "@/simulators/stripe/list-page";
import { text } from "@/simulators/stripe/params";
import type { Call, Route, World } from "@/simulators/stripe/world";
import { find, idOf } from "./find";

const PATH = "/v1/radar/early_fraud_warnings";

/** The calls on the card networks' warnings of fraud. */
export const earlyFraudWarningRoutes: readonly Route[] = [
  { method: "GET", path: PATH, takes: [...LIST_PARAMS, "charge", "payment_intent"], run: list },
  {
    method: "GET",
    path: `${PATH}/:id`,
    takes: [],
    run: ({ world, path }) => find(world, "early_fraud_warning", path("id")),
  },
];

/** The card's issuer reports a charge as fraud, before any dispute. */
export function warnOfFraud(
  world: World,
  chargeId: string,
  fraudType = "misc",
): Stripe.Radar.EarlyFraudWarning {
  const charge = world.store.get("charge", chargeId);
  if (charge === undefined) throw missing("charge", chargeId);
  const intent = idOf(charge.payment_intent);
  const warning = world.store.put("early_fraud_warning", {
    id: world.ids.next("issfr"),
    object: "radar.early_fraud_warning",
    actionable: !charge.refunded && !charge.disputed,
    charge: charge.id,
    created: world.clock.now(),
    fraud_type: fraudType,
    livemode: false,
    ...(intent === null ? {} : { payment_intent: intent }),
  });
  world.events.emit("radar.early_fraud_warning.created", warning);
  return warning;
}

/** Once a charge is refunded in full or disputed, nothing can be done about its warnings. */
export function calmWarnings(world: World, charge: string): void {
  for (const before of world.store.all("early_fraud_warning")) {
    if (before.charge !== charge || !before.actionable) continue;
    const after = world.store.patch("early_fraud_warning", before.id, { actionable: false });
    world.events.emit("radar.early_fraud_warning.updated", after, before);
  }
}

function list({ world, params }: Call) {
  const charge = text(params, "charge");
  const intent = text(params, "payment_intent");
  const rows = world.store
    .all("early_fraud_warning")
    .filter((row) => charge === undefined || row.charge === charge)
    .filter((row) => intent === undefined || row.payment_intent === intent);
  return listPage(params, PATH, rows);
}

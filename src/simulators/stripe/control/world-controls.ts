import type Stripe from "stripe";
import { ApiError, invalid } from "@/simulators/stripe/errors";
import type { Params } from "@/simulators/stripe/form-decoding";
import { flag, integer, missingParam, oneOf, requiredText, text } from "@/simulators/stripe/params";
import { takeFee } from "@/simulators/stripe/resources/balance-transactions";
import { concludeDebit, returnDebit } from "@/simulators/stripe/resources/conclude-debit";
import { authenticate } from "@/simulators/stripe/resources/confirm-payment";
import { authenticateSetup } from "@/simulators/stripe/resources/confirm-setup";
import {
  decideDispute,
  escalateInquiry,
  relabelDispute,
} from "@/simulators/stripe/resources/disputes";
import { warnOfFraud } from "@/simulators/stripe/resources/early-fraud-warnings";
import { find, idOf } from "@/simulators/stripe/resources/find";
import { endMandate } from "@/simulators/stripe/resources/mandates";
import { openDispute } from "@/simulators/stripe/resources/open-dispute";
import { renewCard } from "@/simulators/stripe/resources/payment-methods";
import { arrive, failPayout, payOutAll } from "@/simulators/stripe/resources/payouts";
import { failRefund, succeedRefund } from "@/simulators/stripe/resources/refunds";
import type { World } from "@/simulators/stripe/world";
import { refuseUnknown } from "./control-input";

/** Something that banks, card holders or Stripe itself do, and that no call of the API can cause. */
export interface WorldControl {
  takes: readonly string[];
  run(world: World, input: Params, id: string): object;
}

/** By method and path under `/_control/`; `*` stands for an id. */
export const WORLD_CONTROLS: Readonly<Record<string, WorldControl>> = {
  "POST disputes": {
    takes: ["charge", "payment_intent", "reason", "amount"],
    run: (world, input) =>
      openDispute(world, chargeOf(world, input), {
        reason: text(input, "reason"),
        amount: integer(input, "amount"),
      }),
  },
  "POST disputes/*/decide": {
    takes: ["won"],
    run: (world, input, id) => decideDispute(world, id, required(flag(input, "won"), "won")),
  },
  "POST disputes/*/escalate": { takes: [], run: (world, _input, id) => escalateInquiry(world, id) },
  "POST disputes/*/status": {
    takes: ["status"],
    run: (world, input, id) => relabelDispute(world, id, requiredText(input, "status")),
  },
  "POST early_fraud_warnings": {
    takes: ["charge", "payment_intent", "fraud_type"],
    run: (world, input) => warnOfFraud(world, chargeOf(world, input), text(input, "fraud_type")),
  },
  "POST refunds/*/fail": {
    takes: ["reason"],
    run: (world, input, id) => failRefund(world, id, text(input, "reason")),
  },
  "POST refunds/*/succeed": {
    takes: [],
    run: (world, _input, id) => {
      succeedRefund(world, id);
      return find(world, "refund", id);
    },
  },
  "POST payment_intents/*/debit": { takes: ["outcome", "reason"], run: debit },
  "POST payment_intents/*/authenticate": {
    takes: ["outcome"],
    run: (world, input, id) =>
      declinedOr(world, "payment_intent", id, () => {
        authenticate(world, id, isConfirmed(input));
      }),
  },
  "POST setup_intents/*/authenticate": {
    takes: ["outcome"],
    run: (world, input, id) =>
      declinedOr(world, "setup_intent", id, () => {
        authenticateSetup(world, id, isConfirmed(input));
      }),
  },
  "POST payment_methods/*/renew": {
    takes: ["exp_month", "exp_year"],
    run: (world, input, id) =>
      renewCard(world, id, {
        month: required(integer(input, "exp_month"), "exp_month"),
        year: required(integer(input, "exp_year"), "exp_year"),
      }),
  },
  "POST mandates/*/inactive": { takes: [], run: (world, _input, id) => endMandate(world, id) },
  "POST payouts": { takes: ["currency"], run: payOut },
  "POST payouts/*/arrive": {
    takes: [],
    run: (world, _input, id) => {
      arrive(world, id);
      return find(world, "payout", id);
    },
  },
  "POST payouts/*/fail": {
    takes: ["code"],
    run: (world, input, id) => failPayout(world, id, text(input, "code") ?? "account_closed"),
  },
  "POST fees": {
    takes: ["amount", "currency", "description"],
    run: (world, input) =>
      takeFee(world, {
        amount: required(integer(input, "amount"), "amount"),
        currency: requiredText(input, "currency").toLowerCase(),
        description: text(input, "description") ?? "Stripe fee",
      }),
  },
  "POST events": { takes: ["type", "object"], run: emit },
};

/** Runs a control of the world; a refusal leaves nothing behind. */
export function runWorldControl(
  world: World,
  control: WorldControl,
  input: Params,
  id: string,
): object {
  refuseUnknown(input, control.takes);
  world.store.mark();
  try {
    return control.run(world, input, id);
  } catch (error) {
    world.store.undo();
    world.events.forgetRecorded();
    throw error;
  }
}

function payOut(world: World, input: Params): Stripe.Payout {
  const currency = requiredText(input, "currency").toLowerCase();
  const payout = payOutAll(world, currency);
  if (payout) return payout;
  throw invalid(`Nothing to pay out in ${currency}.`, { param: "currency" });
}

/** The bank answers a direct debit now, or takes back one that had succeeded. */
function debit(world: World, input: Params, id: string): object {
  const outcome = oneOf(input, "outcome", ["succeeded", "failed", "returned"] as const);
  const intent = find(world, "payment_intent", id);
  if (outcome === "returned") return returnDebit(world, id, text(input, "reason"));
  if (outcome === undefined) throw missingParam("outcome");
  if (intent.status !== "processing") {
    throw invalid(`PaymentIntent ${id} is ${intent.status}, not processing.`);
  }
  concludeDebit(world, id, outcome === "succeeded", text(input, "reason"));
  return find(world, "payment_intent", id);
}

/** An event of any type, also of one that no receiver knows. */
function emit(world: World, input: Params): object {
  const object = input["object"];
  if (typeof object !== "object" || object === null) throw missingParam("object");
  world.events.emit(requiredText(input, "type") as Stripe.Event.Type, object);
  return { emitted: true };
}

/** A decline at this point is an outcome, not a failure of the control. */
function declinedOr(
  world: World,
  table: "payment_intent" | "setup_intent",
  id: string,
  attempt: () => void,
): object {
  try {
    attempt();
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 402) throw error;
  }
  return find(world, table, id);
}

function isConfirmed(input: Params): boolean {
  return oneOf(input, "outcome", ["confirm", "fail"] as const) !== "fail";
}

function chargeOf(world: World, input: Params): string {
  const intent = text(input, "payment_intent");
  if (intent === undefined) return requiredText(input, "charge");
  return idOf(find(world, "payment_intent", intent).latest_charge) ?? "";
}

function required<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw missingParam(name);
  return value;
}

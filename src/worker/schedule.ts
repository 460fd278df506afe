import type { Env } from "@/config/env";
import { limits } from "@/config/limits";
import { fetchUnknownPlaces } from "@/ocpi/senders/fetch-location";
import { registerAtPartner } from "@/ocpi/senders/register-at-partner";
import { pushDueTokens } from "@/ocpi/senders/push-token";
import { rateDueCdrs } from "@/services/cdrs/rate-due-cdrs";
import { releaseWaitingCdrs } from "@/services/cdrs/release-waiting";
import { CDRS_CHANNEL } from "@/services/cdrs/cdrs-channel";
import { COMMANDS_CHANNEL } from "@/services/commands/command-row";
import type { Ctx, Runtime } from "@/services/context";
import { issueDueCreditNotes } from "@/services/credit-notes/issue-due-credit-notes";
import { issueDueReceipts } from "@/services/documents/issue-due-receipts";
import { issueDueStatements } from "@/services/documents/issue-due-statements";
import { issueTopUpReceipts } from "@/services/documents/issue-topup-receipts";
import { closeDuePeriods } from "@/services/invoice-runs/close-due-periods";
import { issueDueItems } from "@/services/invoices/issue-items";
import { issueInterimInvoices } from "@/services/invoices/issue-interim";
import { findDueRegistrations } from "@/services/partners/find-due-registrations";
import { carryOutErasures } from "@/services/privacy/carry-out-erasures";
import { forgetOld } from "@/services/privacy/forget-old";
import { workOutDueSavings } from "@/services/savings/work-out-savings";
import { forgetSteeredSessions } from "@/services/sessions/forget-steered-sessions";
import { tellDueWatches } from "@/services/session-watch/tell-due-watches";
import { watchDisputes } from "@/services/charge-disputes/watch-disputes";
import { forgetStaleSignUps } from "@/services/sign-up/forget-stale-sign-ups";
import { recognizeDueFees } from "@/services/subscriptions/recognize-due-fees";
import { renewDueSubscriptions } from "@/services/subscriptions/renew-due-subscriptions";
import { runDunning } from "@/services/dunning/run-dunning";
import { announceTerms } from "@/services/terms/announce-terms";
import { listTenants } from "@/services/tenants/list-tenants";
import { keepWallets } from "@/services/wallet/keep-wallets";
import { startChargingLoops } from "./charging-loops";
import { every, type Running } from "./every";
import { createMarketKeeper } from "./keep-market";
import { openPulling } from "./pulling";
import { workerContext } from "./run-job";
import { createCommandRunner } from "./send-commands";
import { makeReceiptPacks } from "./make-receipt-packs";
import { makeDataExports } from "./make-data-exports";
import { runPartnerActions } from "./partner-actions";
import { startSiteLoops } from "./site-loops";
import { sweep } from "./sweep";
import { keepTreasury } from "./treasury";

const TOKEN_BATCH = 20;

/** What is issued or ends by itself once it is due. */
const BILLING = [
  { name: "close", everyMs: 5_000, work: closeDuePeriods },
  { name: "fees", everyMs: 5_000, work: issueDueItems },
  { name: "interim", everyMs: 60_000, work: issueInterimInvoices },
  { name: "credit-notes", everyMs: 10_000, work: issueDueCreditNotes },
  { name: "wallets", everyMs: 15_000, work: keepWallets },
  { name: "receipts", everyMs: 5_000, work: issueDueReceipts },
  { name: "topup-receipts", everyMs: 5_000, work: issueTopUpReceipts },
  { name: "statements", everyMs: 60_000, work: issueDueStatements },
  { name: "dunning", everyMs: 10_000, work: runDunning },
  { name: "disputes", everyMs: 30_000, work: watchDisputes },
  { name: "receipt-packs", everyMs: 3_000, work: makeReceiptPacks },
  { name: "data-exports", everyMs: 3_000, work: makeDataExports },
  { name: "erasures", everyMs: 60_000, work: carryOutErasures },
  { name: "announce-terms", everyMs: 600_000, work: announceTerms },
  { name: "stale-sign-ups", everyMs: 3_600_000, work: forgetStaleSignUps },
  { name: "forget-old", everyMs: 3_600_000, work: forgetOld },
] as const;

/** Starts what the worker does of itself, for every tenant, and returns how to stop it. */
export async function startSchedule(runtime: Runtime, env: Env): Promise<() => Promise<void>> {
  const { log } = runtime;
  const forAll = (work: (ctx: Ctx) => Promise<boolean>) => async () => {
    let more = false;
    for (const { id } of await listTenants(runtime)) {
      more = (await work(workerContext(runtime, id))) || more;
    }
    return more;
  };
  const rating = every(
    { name: "rate", everyMs: 2_000, log },
    forAll(async (ctx) => {
      const { size, lanes } = limits.rating;
      const rate = () => rateDueCdrs(ctx, size);
      return (await Promise.all(Array.from({ length: lanes }, rate))).includes(size);
    }),
  );
  const pulling = openPulling();
  const commandRunner = createCommandRunner();
  const commands = every(
    { name: "commands", everyMs: 2_000, log },
    forAll(onceMore((ctx) => commandRunner.run(ctx))),
  );
  const market = createMarketKeeper(env);
  const stopCharging = await startChargingLoops(runtime, forAll);
  const stopSites = await startSiteLoops(runtime, forAll);
  const loops: Running[] = [
    rating,
    commands,
    every({ name: "release", everyMs: 5_000, log }, forAll(onceMore(releaseWaitingCdrs))),
    every({ name: "sweep", everyMs: 5_000, log }, forAll(onceMore(sweep))),
    every(
      { name: "treasury", everyMs: 10_000, log },
      forAll(onceMore((ctx) => keepTreasury(ctx, env))),
    ),
    ...BILLING.map(({ work, ...how }) => every({ ...how, log }, forAll(onceMore(work)))),
    every({ name: "subscriptions", everyMs: 5_000, log }, forAll(onceMore(renewDueSubscriptions))),
    every({ name: "fees", everyMs: 60_000, log }, forAll(onceMore(recognizeDueFees))),
    every({ name: "register", everyMs: 3_000, log }, forAll(onceMore(registerDue))),
    every({ name: "partner-actions", everyMs: 3_000, log }, forAll(onceMore(runPartnerActions))),
    every({ name: "watches", everyMs: 2_000, log }, forAll(onceMore(tellDueWatches))),
    every({ name: "savings", everyMs: 5_000, log }, forAll(onceMore(workOutDueSavings))),
    every({ name: "forget", everyMs: 600_000, log }, forAll(onceMore(forgetSteeredSessions))),
    every({ name: "places", everyMs: 30_000, log }, forAll(onceMore(fetchUnknownPlaces))),
    every({ name: "market", everyMs: 15_000, log }, forAll(onceMore((ctx) => market.run(ctx)))),
    every({ name: "pull", everyMs: 5_000, log }, forAll(onceMore(pulling.begin))),
    every(
      { name: "tokens", everyMs: 2_000, log },
      forAll(async (ctx) => (await pushDueTokens(ctx, TOKEN_BATCH)) === TOKEN_BATCH),
    ),
  ];
  // Ingest tells of new CDRs after its commit; many notices become one run.
  const listening = await runtime.pool.raw.listen(CDRS_CHANNEL, () => {
    rating.wake();
  });
  // Somebody stands at a charger and waits.
  const waiting = await runtime.pool.raw.listen(COMMANDS_CHANNEL, () => {
    commands.wake();
  });
  return async () => {
    await Promise.all([listening, waiting].map((one) => one.unlisten().catch(() => undefined)));
    await Promise.all([
      ...loops.map((loop) => loop.stop()),
      pulling.stop(),
      stopCharging(),
      stopSites(),
    ]);
    await commandRunner.settle();
  };
}

function onceMore(work: (ctx: Ctx) => Promise<unknown>): (ctx: Ctx) => Promise<boolean> {
  return async (ctx) => {
    await work(ctx);
    return false;
  };
}

async function registerDue(ctx: Ctx): Promise<void> {
  for (const partnerId of await findDueRegistrations(ctx)) {
    const result = await registerAtPartner(ctx, partnerId);
    if (!result.ok) ctx.log.warn({ partnerId, reason: result.reason }, "a registration failed");
  }
}

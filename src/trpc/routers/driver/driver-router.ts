import { router } from "@/trpc/init";
import { accountRouter } from "./account";
import { chargeRouter } from "./charge";
import { disputesRouter } from "./disputes";
import { documentsRouter } from "./documents";
import { dunningRouter } from "./dunning";
import { creditNotesRouter } from "./credit-notes";
import { goalsRouter } from "./goals";
import { homeRouter } from "./home";
import { invoicesRouter } from "./invoices";
import { liveRouter } from "./live";
import { locksRouter } from "./locks";
import { notificationsRouter } from "./notifications";
import { paymentRouter } from "./payment";
import { planRouter } from "./plan";
import { privacyRouter } from "./privacy";
import { receiptsRouter } from "./receipts";
import { profileRouter } from "./profile";
import { routinesRouter } from "./routines";
import { sessionsRouter } from "./sessions";
import { tokensRouter } from "./tokens";
import { vehiclesRouter } from "./vehicles";
import { walletRouter } from "./wallet";

/** What the driver's pages ask. */
export const driverRouter = router({
  account: accountRouter,
  home: homeRouter,
  charge: chargeRouter,
  sessions: sessionsRouter,
  live: liveRouter,
  locks: locksRouter,
  goals: goalsRouter,
  receipts: receiptsRouter,
  routines: routinesRouter,
  vehicles: vehiclesRouter,
  tokens: tokensRouter,
  invoices: invoicesRouter,
  creditNotes: creditNotesRouter,
  disputes: disputesRouter,
  documents: documentsRouter,
  dunning: dunningRouter,
  notifications: notificationsRouter,
  payment: paymentRouter,
  plan: planRouter,
  privacy: privacyRouter,
  profile: profileRouter,
  wallet: walletRouter,
});

import { router } from "@/trpc/init";
import { accountingRouter } from "./accounting";
import { bankRouter } from "./bank";
import { casesRouter } from "./cases";
import { approvalsRouter } from "./approvals";
import { cdrsRouter } from "./cdrs";
import { creditNotesRouter } from "./credit-notes";
import { disputesRouter } from "./disputes";
import { documentsRouter } from "./documents";
import { driversRouter } from "./drivers";
import { dunningRouter } from "./dunning";
import { expectedCdrsRouter } from "./expected-cdrs";
import { invoicesRouter } from "./invoices";
import { marginLostRouter } from "./margin-lost";
import { messagesRouter } from "./messages";
import { objectionsRouter } from "./objections";
import { overviewRouter } from "./overview";
import { plansRouter } from "./plans";
import { reconciliationRouter } from "./reconciliation";
import { runsRouter } from "./runs";
import { settlementRouter } from "./settlement";
import { tariffsRouter } from "./tariffs";
import { walletsRouter } from "./wallets";

/** What finance's pages ask. */
export const financeRouter = router({
  overview: overviewRouter,
  cases: casesRouter,
  bank: bankRouter,
  accounting: accountingRouter,
  cdrs: cdrsRouter,
  creditNotes: creditNotesRouter,
  approvals: approvalsRouter,
  expectedCdrs: expectedCdrsRouter,
  reconciliation: reconciliationRouter,
  invoices: invoicesRouter,
  marginLost: marginLostRouter,
  disputes: disputesRouter,
  documents: documentsRouter,
  objections: objectionsRouter,
  drivers: driversRouter,
  dunning: dunningRouter,
  plans: plansRouter,
  runs: runsRouter,
  settlement: settlementRouter,
  tariffs: tariffsRouter,
  messages: messagesRouter,
  wallets: walletsRouter,
});

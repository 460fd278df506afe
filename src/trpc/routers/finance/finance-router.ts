import { router } from "@/trpc/init";
import { cdrsRouter } from "./cdrs";
import { driversRouter } from "./drivers";
import { invoicesRouter } from "./invoices";
import { messagesRouter } from "./messages";
import { overviewRouter } from "./overview";

/** What finance's pages ask. */
export const financeRouter = router({
  overview: overviewRouter,
  cdrs: cdrsRouter,
  invoices: invoicesRouter,
  drivers: driversRouter,
  messages: messagesRouter,
});

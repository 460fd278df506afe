import { router } from "@/trpc/init";
import { chargingRouter } from "./charging";
import { cardsRouter } from "./cards";
import { clockRouter } from "./clock";
import { commandsRouter } from "./commands";
import { driversRouter } from "./drivers";
import { energyRouter } from "./energy";
import { hubsRouter } from "./hubs";
import { messagesRouter } from "./messages";
import { partnersRouter } from "./partners";
import { sitePlansRouter } from "./site-plans";
import { sitesRouter } from "./sites";
import { termsRouter } from "./terms";

/** What the pages of operations ask. */
export const operationsRouter = router({
  partners: partnersRouter,
  cards: cardsRouter,
  messages: messagesRouter,
  hubs: hubsRouter,
  commands: commandsRouter,
  charging: chargingRouter,
  clock: clockRouter,
  energy: energyRouter,
  sites: sitesRouter,
  sitePlans: sitePlansRouter,
  drivers: driversRouter,
  terms: termsRouter,
});

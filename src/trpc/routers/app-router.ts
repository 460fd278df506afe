import { router } from "@/trpc/init";
import { driverRouter } from "./driver/driver-router";
import { financeRouter } from "./finance/finance-router";
import { operationsRouter } from "./operations/operations-router";
import { partnerRouter } from "./partner/partner-router";
import { personRouter } from "./person";
import { ratingSettingsRouter } from "./rating-settings/rating-settings-router";
import { welcomeRouter } from "./welcome";
import { tariffLabRouter } from "./tariff-lab/tariff-lab-router";

/** Everything that pages can ask. One router per audience, one file per noun in it. */
export const appRouter = router({
  person: personRouter,
  welcome: welcomeRouter,
  driver: driverRouter,
  finance: financeRouter,
  operations: operationsRouter,
  partner: partnerRouter,
  ratingSettings: ratingSettingsRouter,
  tariffLab: tariffLabRouter,
});

export type AppRouter = typeof appRouter;

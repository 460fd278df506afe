import { router } from "@/trpc/init";
import { cdrsRouter } from "./cdrs";
import { certificationRouter } from "./certification";
import { disputesRouter } from "./disputes";
import { homeRouter } from "./home";
import { messagesRouter } from "./messages";

/** What a partner's pages ask: always about the partner whom the person speaks for. */
export const partnerRouter = router({
  home: homeRouter,
  messages: messagesRouter,
  cdrs: cdrsRouter,
  certification: certificationRouter,
  disputes: disputesRouter,
});

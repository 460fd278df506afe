import { asId } from "@/core/ids";
import { openPool } from "@/db/client";
import { closeDuePeriods } from "@/services/invoice-runs/close-due-periods";
import { testClock, testContext } from "./builders/context";

// A worker that does a month's run and nothing else, to be killed anywhere: `URL TENANT NOW`.
const [url = "", tenantId = "", now = ""] = process.argv.slice(2);
const pool = openPool({ url, max: 4, applicationName: "killed" });
const ctx = testContext(pool, { tenantId: asId<"tenant">(tenantId), clock: testClock(now) });
await ctx.db.execute("select 1");
process.send?.("ready");
await closeDuePeriods(ctx, { size: 10, lanes: 2 });
process.send?.("done");
await pool.close();

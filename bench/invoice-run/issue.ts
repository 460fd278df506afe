import { asId } from "@/core/ids";
import { openPool } from "@/db/client";
import { openSender } from "@/queue/sender";
import { closeDuePeriods } from "@/services/invoice-runs/close-due-periods";
import { testClock, testContext } from "@/testing/builders/context";

/** What issuing took, in the process that did it. */
export interface Issued {
  readonly issued: number;
  readonly seconds: number;
  readonly nodeMicros: number;
  /** The largest resident set of the process, before and after, in bytes. */
  readonly idleRss: number;
  readonly peakRss: number;
}

/** What is to be issued. */
export interface IssueTask {
  readonly url: string;
  readonly tenantId: string;
  readonly now: string;
  /** Wakes the worker for each document, mail and payment, as in production. */
  readonly wakes: boolean;
}

/** Takes the month's run of a tenant to its end. */
export async function issueAll({ url, tenantId, now, wakes }: IssueTask): Promise<Issued> {
  const pool = openPool({ url, max: 6, applicationName: "issue" });
  if (wakes) openSender(pool, (error) => console.error(error.message));
  const clock = testClock(now);
  const ctx = testContext(pool, { tenantId: asId<"tenant">(tenantId), clock });
  const idleRss = process.memoryUsage.rss();
  const cpu = process.cpuUsage();
  const start = performance.now();
  const issued = await closeDuePeriods(ctx);
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  await pool.close();
  const peakRss = process.resourceUsage().maxRSS * 1024;
  return { issued, seconds, nodeMicros: user + system, idleRss, peakRss };
}

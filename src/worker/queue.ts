import { PgBoss, type Job } from "pg-boss";
import postgres from "postgres";

import type { Logger } from "@/observability/logger";
import { jobNames, jobPayload, queueOptions, type JobName, type JobPayload } from "@/queue/jobs";

/** Runs a wake-up. */
export type RunJob = (name: JobName, payload: JobPayload) => Promise<void>;

/** How many rows of a kind are looked at together. */
const CONCURRENCY = 2;

/** What the running half of the queue needs. */
export interface QueueOptions {
  readonly ownerUrl: string;
  readonly log: Logger;
  readonly run: RunJob;
}

/** PostgreSQL's codes for a schema, table or function that is not there. */
const GONE: ReadonlySet<string> = new Set(["3F000", "42P01", "42883"]);

/**
 * Runs the queue as its owner and keeps it alive: if its schema is lost while the worker runs, it is made
 * anew (empty; the sweeper wakes every row that was waiting). Returns how to stop it.
 */
export async function keepQueue(options: QueueOptions): Promise<() => Promise<void>> {
  let isStopping = false;
  let renewing: Promise<void> | null = null;
  let boss: PgBoss | null = null;
  const start = async () => {
    boss = await startQueue(options, (error) => {
      options.log.error({ err: error }, "the queue reported an error");
      if (isGone(error) && !isStopping) renewing ??= renew();
    });
  };
  const renew = async () => {
    options.log.warn("the queue's schema is gone: it is made anew");
    await boss?.stop({ graceful: false, close: true }).catch(() => undefined);
    await start().catch((error: unknown) => {
      options.log.error({ err: error }, "the queue could not be made anew");
    });
    renewing = null;
  };
  await start();
  return async () => {
    isStopping = true;
    await renewing;
    await boss?.stop({ graceful: true, timeout: 20_000 });
  };
}

function isGone(error: Error): boolean {
  return "code" in error && typeof error.code === "string" && GONE.has(error.code);
}

/** Makes or repairs the schema, lets the application's role send, and runs each job. */
async function startQueue(
  { ownerUrl, log, run }: QueueOptions,
  onError: (error: Error) => void,
): Promise<PgBoss> {
  const boss = new PgBoss({
    connectionString: ownerUrl,
    max: 4,
    application_name: "kvitt-queue",
    useListenNotify: true,
  });
  boss.on("error", onError);
  boss.on("warning", (warning) => {
    log.warn({ warning }, "the queue reported a warning");
  });
  await boss.start();
  for (const name of jobNames) await boss.createQueue(name, queueOptions);
  await letApplicationSend(ownerUrl);
  for (const name of jobNames) {
    await boss.work<JobPayload>(
      name,
      { pollingIntervalSeconds: 2, batchSize: 1, localConcurrency: CONCURRENCY },
      async (jobs: Job<JobPayload>[]) => {
        for (const job of jobs) await run(name, jobPayload.parse(job.data));
      },
    );
  }
  return boss;
}

async function letApplicationSend(ownerUrl: string): Promise<void> {
  const owner = postgres(ownerUrl, { max: 1, onnotice: () => undefined });
  try {
    await owner.unsafe(`
      grant usage on schema pgboss to kvitt_app;
      grant select, insert, update, delete on all tables in schema pgboss to kvitt_app;
      grant execute on all functions in schema pgboss to kvitt_app;
      grant usage on all sequences in schema pgboss to kvitt_app;
    `);
  } finally {
    await owner.end({ timeout: 5 });
  }
}

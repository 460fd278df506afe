import { PgBoss, type Job } from "pg-boss";
import postgres from "postgres";

import type { Logger } from "@/observability/logger";
import { jobNames, jobPayload, queueOptions, type JobName, type JobPayload } from "@/queue/jobs";

/** Runs a wake-up. */
export type RunJob = (name: JobName, payload: JobPayload) => Promise<void>;

/** How many rows of a kind are looked at together. */
const CONCURRENCY = 2;

/**
 * Starts the running half of the queue as its owner: makes or repairs the schema (a lost queue comes
 * back empty, and the sweeper fills it), lets the application's role send, and runs each job.
 */
export async function startQueue(options: {
  readonly ownerUrl: string;
  readonly log: Logger;
  readonly run: RunJob;
}): Promise<PgBoss> {
  const { ownerUrl, log, run } = options;
  const boss = new PgBoss({
    connectionString: ownerUrl,
    max: 4,
    application_name: "kvitt-queue",
    useListenNotify: true,
  });
  boss.on("error", (error) => {
    log.error({ error }, "the queue reported an error");
  });
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

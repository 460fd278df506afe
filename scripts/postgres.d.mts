export interface EmbeddedPostgres {
  /** postgresql:// of the role that owns the database and runs migrations. */
  ownerUrl: string;
  /** postgresql:// of the application's role. */
  appUrl: string;
  /** postgresql:// of the cluster's administrator, database `postgres`. */
  adminUrl: string;
  port: number;
  pid: number;
}

/**
 * Starts the embedded server of `dataDir`, or joins it when it runs. The last user's `stop` ends it. With `isFleeting`
 * no commit waits for the disk: for data that a crash of the machine may spoil.
 */
export function ensurePostgres(options: {
  dataDir: string;
  isFleeting?: boolean;
  log?: (line: string) => void;
}): Promise<EmbeddedPostgres & { reused: boolean; stop: () => Promise<void> }>;

/** The running embedded server of `dataDir`, or undefined. Starts nothing. */
export function readRunningPostgres(
  dataDir: string,
): Promise<(EmbeddedPostgres & { version: string }) | undefined>;

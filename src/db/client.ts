import { drizzle, type PostgresJsQueryResultHKT } from "drizzle-orm/postgres-js";
import type { PgDatabase } from "drizzle-orm/pg-core";
import postgres from "postgres";
import { preparedClient } from "./prepared-client";

/** The pool or a transaction: whatever a query can run on. */
export type Queryable = PgDatabase<PostgresJsQueryResultHKT>;

/** What opens a pool: its address and how many connections it may hold. */
export interface PoolOptions {
  readonly url: string;
  readonly max: number;
  readonly applicationName: string;
}

/** A pool with its Drizzle face and a plain client for LISTEN and raw SQL. Each needs its own client: Drizzle changes the parsers of the one it is given. */
export interface Pool {
  readonly db: Queryable;
  readonly raw: postgres.Sql;
  close(): Promise<void>;
}

const POOLS = Symbol.for("kvitt.pools");
type Registry = typeof globalThis & { [POOLS]?: Map<string, Pool> };

/** Opens (or finds: two module graphs share one process) the pool for an address. */
export function openPool(options: PoolOptions): Pool {
  const registry = globalThis as Registry;
  const pools = (registry[POOLS] ??= new Map<string, Pool>());
  const key = `${options.applicationName} ${options.url}`;
  const found = pools.get(key);
  if (found) return found;
  const shared = {
    connection: { application_name: options.applicationName },
    onnotice: () => undefined,
  };
  const client = postgres(options.url, { ...shared, max: options.max });
  const raw = postgres(options.url, { ...shared, max: 2, idle_timeout: 30 });
  const pool: Pool = {
    db: drizzle(preparedClient(client)),
    raw,
    close: async () => {
      pools.delete(key);
      await Promise.all([client.end({ timeout: 5 }), raw.end({ timeout: 5 })]);
    },
  };
  pools.set(key, pool);
  return pool;
}

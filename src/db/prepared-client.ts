import type postgres from "postgres";

/** Longer statements and longer lists of values are as good as never the same twice. */
const LONGEST = 6_000;
const MOST_VALUES = 40;

type Unsafe = postgres.Sql["unsafe"];

/** What a client, a transaction and a savepoint have in common. */
interface Runner {
  unsafe: Unsafe;
  begin?: (body: (inner: Runner) => unknown) => unknown;
  savepoint?: (body: (inner: Runner) => unknown) => unknown;
}

/**
 * The same client with statements that PostgreSQL prepares once for each connection: Drizzle asks for that only where
 * each query is given a name by hand, and without it every query is parsed and planned anew and takes two round trips.
 * A prepared statement lives as long as its connection, which the client renews within the hour.
 */
export function preparedClient(client: postgres.Sql): postgres.Sql {
  return wrap(client as unknown as Runner) as unknown as postgres.Sql;
}

function wrap<R extends Runner>(runner: R): R {
  const unsafe: Unsafe = (text, values, options) =>
    runner.unsafe(text, values, {
      ...options,
      prepare: isWorthPreparing(text, values?.length ?? 0),
    });
  const begin = (body: (inner: Runner) => unknown) => runner.begin?.((inner) => body(wrap(inner)));
  const savepoint = (body: (inner: Runner) => unknown) =>
    runner.savepoint?.((inner) => body(wrap(inner)));
  const own: Readonly<Record<PropertyKey, unknown>> = { unsafe, begin, savepoint };
  return new Proxy(runner, {
    get: (target, name) => own[name] ?? (Reflect.get(target, name) as unknown),
  });
}

function isWorthPreparing(text: string, values: number): boolean {
  return values > 0 && values <= MOST_VALUES && text.length <= LONGEST;
}

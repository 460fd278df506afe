import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { newId } from "@/db/new-id";
import { createLogger } from "@/observability/logger";
import { ocpiRoutes } from "@/ocpi/ocpi-routes";
import { pushReceivers } from "@/ocpi/push-receivers";
import { createOcpiHandler } from "@/ocpi/router";
import { testRuntime } from "@/testing/builders/context";
import { answerParent } from "./children";
import { type Poster, cdrId, cdrText, ID_TO_COME } from "./world";

interface Statement {
  readonly text: string;
  readonly params: readonly unknown[];
}

const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/;

/** The two rows that the product writes for each of two CDRs, as it writes them: it is listened to. */
async function captureRows(url: string, poster: Poster): Promise<readonly Statement[]> {
  const client = postgres(url, { max: 2, onnotice: () => undefined });
  const statements: Statement[] = [];
  const logger = {
    logQuery: (text: string, params: unknown[]) => {
      if (/^insert into "(cdrs|ocpi_messages)"/.test(text)) statements.push({ text, params });
    },
  };
  const pool = { db: drizzle(client, { logger }), raw: client, close: async () => undefined };
  const runtime = {
    ...testRuntime(pool, { now: () => Temporal.Now.instant() }),
    log: createLogger({ name: "bench", level: "warn" }),
  };
  const receive = createOcpiHandler(runtime, ocpiRoutes(pushReceivers));
  const body = cdrText(poster.partyId);
  for (const text of [body, body.replaceAll(ID_TO_COME, cdrId("S"))]) {
    const answer = await receive(
      new Request("http://127.0.0.1/ocpi/2.2.1/receiver/cdrs", {
        method: "POST",
        headers: { authorization: `Token ${Buffer.from(poster.token).toString("base64")}` },
        body: text,
      }),
    );
    if (answer.status !== 201) throw new Error(await answer.text());
  }
  await client.end();
  return statements;
}

/** The ids that differ from one CDR to the next, as they stand in the first one's rows. */
function ownIds([cdr, message, nextCdr, nextMessage]: readonly Statement[]): ReadonlySet<unknown> {
  const later = [...(nextCdr?.params ?? []), ...(nextMessage?.params ?? [])];
  return new Set(
    [...(cdr?.params ?? []), ...(message?.params ?? [])].filter(
      (value, at) => typeof value === "string" && UUID.test(value) && value !== later[at],
    ),
  );
}

/** Writes the same rows with nothing in between, one transaction for each CDR. Answers how long to run. */
export async function writeRows(url: string, connections: number, poster: Poster): Promise<void> {
  const captured = await captureRows(url, poster);
  const own = ownIds(captured);
  const statements = captured.slice(0, 2);
  const client = postgres(url, { max: connections, onnotice: () => undefined });
  // For its parsers: the parameters are as Drizzle wrote them.
  drizzle(client);
  const write = async () => {
    const id = cdrId("P");
    const ids = new Map<unknown, string>();
    const fill = (value: unknown) => {
      if (typeof value !== "string") return value;
      if (!own.has(value)) return value.replaceAll(ID_TO_COME, id);
      const made = ids.get(value) ?? newId<"other">();
      ids.set(value, made);
      return made;
    };
    await client.begin((sql) =>
      statements.map(({ text, params }) =>
        sql.unsafe(text, params.map(fill) as never[], { prepare: true }),
      ),
    );
  };
  answerParent(async (seconds) => {
    const latenciesMs: number[] = [];
    const cpu = process.cpuUsage();
    const start = performance.now();
    const end = start + Number(seconds) * 1000;
    await Promise.all(
      Array.from({ length: connections }, async () => {
        for (let from = performance.now(); from < end; from = performance.now()) {
          await write();
          latenciesMs.push(performance.now() - from);
        }
      }),
    );
    const { user, system } = process.cpuUsage(cpu);
    const took = (performance.now() - start) / 1000;
    return { seconds: took, latenciesMs, failed: 0, nodeMicros: user + system };
  });
}

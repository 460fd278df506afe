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

/** The CDR's row and its message's, as the product wrote them, each as an INSERT of its own. */
async function captureRows(client: postgres.Sql, poster: Poster) {
  const pool = { db: drizzle(client), raw: client, close: async () => undefined };
  const runtime = {
    ...testRuntime(pool, { now: () => Temporal.Now.instant() }),
    log: createLogger({ name: "bench", level: "warn" }),
  };
  const receive = createOcpiHandler(runtime, ocpiRoutes(pushReceivers));
  const answer = await receive(
    new Request("http://127.0.0.1/ocpi/2.2.1/receiver/cdrs", {
      method: "POST",
      headers: { authorization: `Token ${Buffer.from(poster.token).toString("base64")}` },
      body: cdrText(poster.partyId),
    }),
  );
  if (answer.status !== 201) throw new Error(await answer.text());
  const [cdr] = await client`select * from cdrs where ocpi_id = ${ID_TO_COME}`;
  const [message] = await client`
    select * from ocpi_messages where id = ${String(cdr?.["message_id"])}`;
  if (!cdr || !message) throw new Error("the product wrote no rows");
  const statements = [insertOf("cdrs", cdr), insertOf("ocpi_messages", message)];
  return { statements, own: new Set<unknown>([cdr["id"], message["id"]]) };
}

function insertOf(table: string, row: postgres.Row): Statement {
  const names = Object.keys(row).map((name) => `"${name}"`);
  const places = names.map((_, index) => `$${index + 1}`);
  const params = Object.values(row).map((value: unknown) =>
    typeof value === "object" && value !== null && !(value instanceof Uint8Array)
      ? JSON.stringify(value)
      : value,
  );
  return { text: `insert into "${table}" (${names.join()}) values (${places.join()})`, params };
}

/** Writes the same rows with nothing in between, one transaction for each CDR. Answers how long to run. */
export async function writeRows(url: string, connections: number, poster: Poster): Promise<void> {
  const client = postgres(url, { max: connections, onnotice: () => undefined });
  const { statements, own } = await captureRows(client, poster);
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

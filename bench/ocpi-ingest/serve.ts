import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { limits } from "@/config/limits";
import { invariant } from "@/core/invariant";
import { newId } from "@/db/new-id";
import { createLogger } from "@/observability/logger";
import { ocpiRoutes } from "@/ocpi/ocpi-routes";
import { pushReceivers } from "@/ocpi/push-receivers";
import { type CdrBatcher, createCdrBatcher } from "@/ocpi/receivers/cdr-batcher";
import { createCdrsReceiver } from "@/ocpi/receivers/cdrs";
import { createOcpiHandler } from "@/ocpi/router";
import { createMachineListener } from "@/server/machine-listener";
import type { CdrInput, CdrReceipt } from "@/services/cdrs/cdr-delivery";
import { openRuntime, type Runtime } from "@/services/context";
import { answerParent } from "./children";

/**
 * The server's machine side on a free port. `writes` as main.ts mounts it; without, a CDR is read, checked and
 * batched all the same, and thrown away where it would be stored. Answers "port" and "cpu".
 */
export async function serve(databaseUrl: string, writes: boolean): Promise<void> {
  const log = createLogger({ name: "bench", level: "warn" });
  const settings = {
    baseUrl: "http://127.0.0.1",
    stripeEnvironment: "simulator",
    secretKey: new Uint8Array(32).fill(1),
    allowLoopbackPartners: true,
    canMoveTime: false,
  } as const;
  const runtime = openRuntime({
    databaseUrl,
    poolMax: limits.pools.server,
    name: "bench-server",
    settings,
    tzdataVersion: process.versions.tz ?? "unknown",
    log,
  });
  const push = writes ? pushReceivers : { ...pushReceivers, cdrs: receiverWithoutWrite(runtime) };
  const absent = async () => new Response(null, { status: 404 });
  const answer = createMachineListener(
    {
      ocpi: createOcpiHandler(runtime, ocpiRoutes(push)),
      stripeWebhook: absent,
      grid: absent,
      health: absent,
    },
    settings.baseUrl,
    log,
  );
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  answerParent(async (question) => {
    if (question === "port") return port;
    const { user, system } = process.cpuUsage();
    return user + system;
  });
}

function receiverWithoutWrite({ pool }: Runtime) {
  const batcher: CdrBatcher = createCdrBatcher(
    { db: pool.db },
    limits.cdrBatch,
    async (_, inputs) => inputs.map(forget),
  );
  return createCdrsReceiver(() => batcher);
}

function forget({ parsed }: CdrInput): CdrReceipt {
  invariant(parsed.ok, "the bench's CDRs are readable");
  const { countryCode, partyId, id } = parsed.value.cdr;
  return { outcome: "new", cdrId: newId<"cdr">(), key: { countryCode, partyId, id } };
}

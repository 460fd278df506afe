import { newId } from "@/db/new-id";
import { meterChecks } from "@/db/schema/receipts";
import { inTransaction } from "@/db/transaction";
import { actorName } from "@/services/audit/write-audit";
import { openCase } from "@/services/cases/open-case";
import type { Ctx } from "@/services/context";
import { requireChargesReader } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import type { MeterData, StoredMeterCheck } from "./read-meter-data";

type Outcome = typeof meterChecks.$inferSelect.outcome;

/** What a check came to, and what it read. */
export interface FoundMeterCheck {
  readonly encoding: string;
  readonly outcome: Outcome;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** The two checks of one press: the reader's machine said so, and ours agreed or not. */
export interface MeterCheckPair {
  readonly data: MeterData;
  readonly browser: FoundMeterCheck;
  readonly server: FoundMeterCheck;
  /** The library and its version. */
  readonly tool: string;
}

/**
 * Keeps what a check of signed meter data came to, in the reader's browser and here. Nothing of the bill changes by
 * it: data that were altered, or that show another energy than was billed, open a case for people, by our own check
 * alone. Asked again with the same answer, nothing is added.
 * @throws ServiceError FORBIDDEN, PRECONDITION where nothing was signed.
 */
export async function storeMeterChecks(ctx: Ctx, pair: MeterCheckPair): Promise<void> {
  const { driverId } = requireChargesReader(ctx);
  const { data, browser, server, tool } = pair;
  const { cdrId, dataSha256, checks } = data;
  if (!dataSha256) throw new ServiceError("PRECONDITION", "No signed meter data came.");
  const isSame = (kept: StoredMeterCheck | undefined, found: FoundMeterCheck) =>
    kept?.outcome === found.outcome && kept.tool === tool;
  const newest = (place: "server" | "browser") =>
    checks.find(({ checkedIn }) => checkedIn === place);
  const isKnown = isSame(newest("server"), server) && isSame(newest("browser"), browser);
  if (isKnown) return;
  const common = {
    tenantId: ctx.tenantId,
    cdrId,
    dataSha256,
    tool,
    checkedBy: actorName(ctx.actor),
    checkedAt: ctx.clock.now(),
  };
  const agrees = browser.outcome === server.outcome;
  await inTransaction(ctx, async (tx) => {
    await tx.db.insert(meterChecks).values([
      { ...common, id: newId<"other">(), ...server, checkedIn: "server" },
      {
        ...common,
        id: newId<"other">(),
        ...browser,
        detail: { ...browser.detail, agrees },
        checkedIn: "browser",
      },
    ]);
    if (server.outcome !== "altered" && server.outcome !== "other_energy") return;
    await openCase(tx, {
      key: `meter-data:${cdrId}`,
      kind: server.outcome === "altered" ? "meter_data_altered" : "meter_energy_differs",
      subjectType: "cdr",
      subjectId: cdrId,
      driverId,
      detail: {
        signedKwh: textOf(server.detail["signedKwh"]),
        billedKwh: textOf(server.detail["billedKwh"]),
        meter: textOf(server.detail["meterId"]),
      },
    });
  });
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "–";
}

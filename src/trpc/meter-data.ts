import { formatMicro } from "@/core/money/quantity";
import type { SignedData } from "@/core/roaming/cdr";
import { checkSignedData, type BilledCharge } from "@/metering/check-signed-data";
import { METERING_TOOL, type MeterCheck } from "@/metering/meter-check";
import type { Ctx } from "@/services/context";
import {
  readKeyHistory,
  readMeterData,
  type MeterData,
  type StoredMeterCheck,
} from "@/services/meter-checks/read-meter-data";
import { storeMeterChecks } from "@/services/meter-checks/store-meter-checks";
import { ServiceError } from "@/services/service-error";

/** What a browser needs to check a charge's meter data by itself: plain values only. */
export interface MeterDataView {
  readonly isSigned: boolean;
  readonly data: SignedData | null;
  readonly billed: {
    /** A decimal text. */
    readonly kwh: string;
    readonly startedAtMs: number;
    readonly endedAtMs: number;
    readonly meterId: string | null;
  };
  /** The newest check of our own server. */
  readonly last: { readonly check: MeterCheck; readonly at: string; readonly tool: string } | null;
  readonly keyHistory: { readonly same: number; readonly others: number } | null;
}

/** The signed meter data of a charge for its page; null while its CDR has not come. */
export async function meterDataView(ctx: Ctx, id: string): Promise<MeterDataView | null> {
  const found = await readMeterData(ctx, id);
  if (!found) return null;
  const { signedData, energyMicroKwh, startedAt, endedAt, meterId } = found;
  const last = found.checks.find(({ checkedIn }) => checkedIn === "server");
  const check = last && checkOf(last);
  return {
    isSigned: signedData !== null,
    data: signedData,
    billed: {
      kwh: formatMicro(energyMicroKwh),
      startedAtMs: startedAt.epochMilliseconds,
      endedAtMs: endedAt.epochMilliseconds,
      meterId,
    },
    last: check ? { check, at: last.checkedAt.toString(), tool: last.tool } : null,
    keyHistory: await historyOf(ctx, found, check ?? null),
  };
}

/**
 * Checks a charge's meter data here as the reader's browser did, and keeps both answers.
 * @throws ServiceError PRECONDITION while no CDR came, or nothing was signed.
 */
export async function checkMeterData(
  ctx: Ctx,
  id: string,
  browser: { readonly outcome: MeterCheck["outcome"]; readonly detail: Record<string, unknown> },
) {
  const data = await readMeterData(ctx, id);
  if (!data) throw new ServiceError("PRECONDITION", "The record of the charge has not come yet.");
  const check = await checkSignedData(data.signedData ?? undefined, billedOf(data));
  const { outcome, encoding } = check;
  await storeMeterChecks(ctx, {
    data,
    tool: METERING_TOOL,
    server: { outcome, encoding, detail: { ...check } },
    browser: { ...browser, encoding },
  });
  return { check, keyHistory: await historyOf(ctx, data, check) };
}

function billedOf({ energyMicroKwh, startedAt, endedAt, meterId }: MeterData): BilledCharge {
  return {
    energy: energyMicroKwh,
    startedAtMs: startedAt.epochMilliseconds,
    endedAtMs: endedAt.epochMilliseconds,
    meterId,
  };
}

/** A stored check as it was made. */
function checkOf({ detail }: StoredMeterCheck): MeterCheck {
  return detail as unknown as MeterCheck;
}

async function historyOf(ctx: Ctx, { cdrId }: MeterData, check: MeterCheck | null) {
  if (!check?.key) return null;
  return readKeyHistory(ctx, { cdrId, fingerprint: check.key.fingerprint });
}

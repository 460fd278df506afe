import type { Env } from "@/config/env";
import { fetchEntsoe, type EntsoeAccess } from "@/market/fetch-entsoe";
import { topUpDemoMarket } from "@/market/demo-market/top-up-demo-market";
import { readMarketFile } from "@/market/read-market-file";
import type { Ctx } from "@/services/context";
import {
  findMissingMarketData,
  nameOfRequest,
  readZonesOfSites,
  type MissingMarketData,
} from "@/services/energy-market/missing-market-data";
import { noteFetchProblem } from "@/services/energy-market/note-fetch-problem";
import { storeMarketImport, wouldChange } from "@/services/energy-market/store-import";

/** Prices of the next day are asked for from then on, on the market's clock. */
const PRICES_FROM = { hour: 12, minute: 45 };
/** 400 requests a minute are allowed; beyond, the platform answers nobody for ten minutes. */
const MS_BETWEEN_REQUESTS = 200;
const BUSY_MINUTES = 10;
/** What is not there yet is asked for again after so many minutes. */
const AGAIN_MINUTES = { price: 5, carbon: 15 } as const;
/** A hole before something known, after so many. */
const HOLE_MINUTES = 24 * 60;

/** Keeps prices and carbon intensity up to date. */
export interface MarketKeeper {
  /** Asks for what is missing and due; nothing where nothing is switched on. */
  run(ctx: Ctx): Promise<void>;
}

/**
 * Reads ENTSO-E's Transparency Platform for the zones of sites where a token is set: tomorrow's prices from 12:45 until
 * they are there, production each hour. A demo without a token gets made-up data. When to ask again is remembered by
 * this process only: after a restart everything missing is asked for at once.
 */
export function createMarketKeeper(
  env: Pick<Env, "APP_ENV" | "ENTSOE_TOKEN" | "ENTSOE_API_BASE" | "OCPI_ALLOW_LOOPBACK">,
  fetcher: EntsoeAccess["fetch"] = (address, init) => fetch(address, init),
): MarketKeeper {
  const notBefore = new Map<string, Temporal.Instant>();
  const { ENTSOE_TOKEN: token, ENTSOE_API_BASE: base } = env;
  return {
    run: async (ctx) => {
      if (token === undefined) {
        if (env.APP_ENV === "demo") await topUpDemoMarket(ctx);
        return;
      }
      const access = { token, base, allowLoopback: env.OCPI_ALLOW_LOOPBACK, fetch: fetcher };
      await readMissing({ ctx, access, notBefore });
    },
  };
}

interface Reading {
  readonly ctx: Ctx;
  readonly access: EntsoeAccess;
  readonly notBefore: Map<string, Temporal.Instant>;
}

const BUSY = "busy";

async function readMissing(reading: Reading): Promise<void> {
  const { ctx, notBefore } = reading;
  if (isLater(notBefore.get(BUSY), ctx)) return;
  const missing = await findMissingMarketData(ctx, await readZonesOfSites(ctx), PRICES_FROM);
  for (const wanted of missing) {
    const { zone, quantity, isHole } = wanted;
    const key = `${ctx.tenantId} ${zone} ${quantity} ${isHole ? "hole" : "end"}`;
    if (isLater(notBefore.get(key), ctx)) continue;
    const minutes = isHole ? HOLE_MINUTES : AGAIN_MINUTES[quantity];
    notBefore.set(key, ctx.clock.now().add({ minutes }));
    if (await readOne(reading, wanted)) {
      notBefore.set(BUSY, ctx.clock.now().add({ minutes: BUSY_MINUTES }));
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, MS_BETWEEN_REQUESTS));
  }
}

function isLater(at: Temporal.Instant | undefined, ctx: Ctx): boolean {
  return at !== undefined && Temporal.Instant.compare(at, ctx.clock.now()) > 0;
}

/** Asks once. True: the platform wants to be left alone. */
async function readOne({ ctx, access }: Reading, wanted: MissingMarketData): Promise<boolean> {
  const fileName = nameOfRequest([wanted]);
  const answer = await fetchEntsoe(access, wanted);
  if (!answer.ok) {
    const { reason, isBusy } = answer.reason;
    ctx.log.warn(
      { zone: wanted.zone, quantity: wanted.quantity, reason },
      "ENTSO-E gave no answer",
    );
    await noteFetchProblem(ctx, {
      source: "entsoe",
      fileName,
      content: new Uint8Array(),
      problems: [{ code: "fetch", detail: reason }],
    });
    return isBusy;
  }
  const content = answer.value;
  const file = readMarketFile(content, { zone: null, currency: null });
  const about = { source: "entsoe", fileName, content } as const;
  if (file.points.length === 0) await noteFetchProblem(ctx, { ...about, problems: file.problems });
  else if (await wouldChange(ctx, file)) await storeMarketImport(ctx, { ...about, file });
  return false;
}

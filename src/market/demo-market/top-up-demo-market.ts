import { readMarketFile } from "@/market/read-market-file";
import type { Ctx } from "@/services/context";
import {
  findMissingMarketData,
  nameOfRequest,
  type MissingMarketData,
} from "@/services/energy-market/missing-market-data";
import { storeMarketImport, wouldChange } from "@/services/energy-market/store-import";
import { demoZones, type DemoZone } from "./demo-curves";
import { writeDemoPrices, writeDemoProduction } from "./demo-documents";

/** Tomorrow's made-up prices come out then, on the market's clock. */
const PUBLISHED_AT = { hour: 13, minute: 0 };

/**
 * Brings the demo's made-up prices and production up to its clock: the weeks before it, today, and from one o'clock on
 * tomorrow. What is missing is written as ENTSO-E would publish it and goes through the same reading as any upload.
 * For a demo only.
 */
export async function topUpDemoMarket(ctx: Ctx): Promise<void> {
  const missing = await findMissingMarketData(ctx, demoZones, PUBLISHED_AT);
  const together = Map.groupBy(
    missing,
    ({ quantity, from, until }) => `${quantity} ${from.toString()}/${until.toString()}`,
  );
  for (const parts of together.values()) {
    const content = new TextEncoder().encode(writeDocument(ctx, parts));
    const file = readMarketFile(content, { zone: null, currency: null });
    if (!(await wouldChange(ctx, file))) continue;
    await storeMarketImport(ctx, { source: "demo", fileName: nameOfRequest(parts), content, file });
  }
}

function writeDocument(ctx: Ctx, parts: readonly MissingMarketData[]): string {
  const [first] = parts;
  if (!first) return "";
  const request = {
    zones: parts.map(({ zone }) => zone as DemoZone),
    fromMs: first.from.epochMilliseconds,
    untilMs: first.until.epochMilliseconds,
    createdAt: ctx.clock.now(),
  };
  return first.quantity === "price" ? writeDemoPrices(request) : writeDemoProduction(request);
}

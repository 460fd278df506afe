import type { z } from "zod";
import { readEnv } from "@/config/env";
import type { MarketFile } from "@/core/smart-charging/market/market-point";
import { readMarketFile } from "@/market/read-market-file";
import { listEnergyZones } from "@/services/energy-market/list-energy-zones";
import { listMarketImports } from "@/services/energy-market/list-market-imports";
import { readEnergyZone } from "@/services/energy-market/read-energy-zone";
import { storeMarketImport, wouldChange } from "@/services/energy-market/store-import";
import { operationsProcedure, router } from "@/trpc/init";
import { energyPageInput, marketFileInput } from "@/trpc/inputs/energy";

/** Energy prices and carbon intensity by bidding zone. */
export const energyRouter = router({
  /** All zones, one of them with its curves, and how data get here. */
  overview: operationsProcedure.input(energyPageInput).query(async ({ ctx, input }) => {
    const zones = await listEnergyZones(ctx.ctx);
    const chosen =
      zones.find(({ zone }) => zone === input.zone) ??
      zones.find(({ hasSites }) => hasSites) ??
      zones[0];
    return {
      zones,
      chosen: chosen ? await readEnergyZone(ctx.ctx, chosen.zone) : null,
      imports: await listMarketImports(ctx.ctx),
      adapter: adapterState(),
    };
  }),
  /** What a file says, before anything is stored. */
  read: operationsProcedure.input(marketFileInput).mutation(async ({ ctx, input }) => {
    const { file } = understood(input);
    return {
      points: file.points.length,
      problems: file.problems,
      isNew: await wouldChange(ctx.ctx, file),
      parts: partsOf(file),
    };
  }),
  /** Keeps the file, and takes what can be taken. */
  store: operationsProcedure.input(marketFileInput).mutation(({ ctx, input }) => {
    const { content, file } = understood(input);
    return storeMarketImport(ctx.ctx, {
      source: "upload",
      fileName: input.fileName,
      content,
      file,
    });
  }),
});

/** off: no token is set, and this is no demo. */
function adapterState(): "entsoe" | "demo" | "off" {
  const env = readEnv();
  if (env.ENTSOE_TOKEN !== undefined) return "entsoe";
  return env.APP_ENV === "demo" ? "demo" : "off";
}

function understood({ base64, zone, currency }: z.output<typeof marketFileInput>) {
  const content = Uint8Array.from(Buffer.from(base64, "base64"));
  return { content, file: readMarketFile(content, { zone, currency }) };
}

function partsOf(file: MarketFile) {
  const parts = Map.groupBy(
    file.points,
    ({ zone, quantity, currency }) => `${zone} ${quantity} ${currency ?? ""}`,
  );
  return [...parts.values()].flatMap((points) => {
    const [first] = points;
    const last = points.at(-1);
    if (!first || !last) return [];
    const values = points.map(({ valueMicro }) => valueMicro);
    return [
      {
        zone: first.zone,
        quantity: first.quantity,
        currency: first.currency,
        points: points.length,
        from: new Date(first.startsMs).toISOString(),
        until: new Date(last.startsMs + 900_000).toISOString(),
        lowestMicro: values.reduce((a, b) => (b < a ? b : a)),
        highestMicro: values.reduce((a, b) => (b > a ? b : a)),
      },
    ];
  });
}

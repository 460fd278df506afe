import { and, desc, eq } from "drizzle-orm";
import { writeProblem, type MarketProblem } from "@/core/smart-charging/market/market-point";
import { marketImports } from "@/db/schema/energy-market";
import type { Ctx } from "@/services/context";
import { storeMarketImport } from "./store-import";

/** An answer that gave nothing. */
export interface FetchProblem {
  readonly source: "entsoe" | "demo";
  readonly fileName: string;
  readonly content: Uint8Array;
  readonly problems: readonly MarketProblem[];
}

/**
 * Keeps why a request gave nothing, with the answer. What is the same as at the last request of that name is not kept
 * again: prices that are not there yet are asked for every few minutes.
 */
export async function noteFetchProblem(ctx: Ctx, problem: FetchProblem): Promise<void> {
  const { source, fileName, content, problems } = problem;
  const [last] = await ctx.db
    .select({ problems: marketImports.problems })
    .from(marketImports)
    .where(
      and(
        eq(marketImports.tenantId, ctx.tenantId),
        eq(marketImports.source, source),
        eq(marketImports.fileName, fileName),
      ),
    )
    .orderBy(desc(marketImports.importedAt))
    .limit(1);
  const texts = problems.map(writeProblem);
  if (last && last.problems.join("\n") === texts.join("\n")) return;
  await storeMarketImport(ctx, { source, fileName, content, file: { points: [], problems } });
}

import { desc, eq, sql } from "drizzle-orm";
import { readProblem, type MarketProblem } from "@/core/smart-charging/market/market-point";
import { marketImports } from "@/db/schema/energy-market";
import { users } from "@/db/schema/users";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";

const SHOWN = 30;

/** An import as the list shows it. */
export interface MarketImport {
  readonly id: string;
  readonly source: "entsoe" | "upload" | "demo";
  readonly fileName: string;
  /** Who uploaded it; null: the system fetched it. */
  readonly importedBy: string | null;
  readonly importedAt: Temporal.Instant;
  readonly points: number;
  readonly problems: readonly MarketProblem[];
}

/** The latest imports with what was wrong in them, newest first. For operations. @throws ServiceError FORBIDDEN. */
export async function listMarketImports(ctx: Ctx): Promise<readonly MarketImport[]> {
  requireRole(ctx, "operations");
  const rows = await ctx.db
    .select({
      id: marketImports.id,
      source: marketImports.source,
      fileName: marketImports.fileName,
      importedBy: users.email,
      importedAt: marketImports.importedAt,
      points: marketImports.points,
      problems: marketImports.problems,
    })
    .from(marketImports)
    .leftJoin(users, eq(marketImports.importedBy, sql`'user:' || ${users.id}`))
    .where(eq(marketImports.tenantId, ctx.tenantId))
    .orderBy(desc(marketImports.importedAt), desc(marketImports.id))
    .limit(SHOWN);
  return rows.map((row) => ({ ...row, problems: row.problems.map(readProblem) }));
}

import { and, desc, eq, lte } from "drizzle-orm";
import type { Id } from "@/core/ids";
import type { Language } from "@/core/language";
import { termsVersions, type TermsKind } from "@/db/schema/sign-ups";
import type { Ctx } from "@/services/context";

/** A version of the terms or of the privacy notice, in one language. */
export interface TermsText {
  readonly id: Id<"other">;
  readonly kind: TermsKind;
  readonly version: number;
  readonly locale: string;
  readonly title: string;
  readonly body: string;
  readonly validFrom: Temporal.Instant;
  readonly publishedAt: Temporal.Instant;
}

/** The text in a reader's language, else in English, else the first there is; null without any. */
export function textFor(rows: readonly TermsText[], locale: Language): TermsText | null {
  const written = (language: string) => rows.find((row) => row.locale === language);
  return written(locale) ?? written("en") ?? rows[0] ?? null;
}

/** The texts of the version that holds at an instant, in all its languages; none before the first. */
export async function textsInForce(
  ctx: Ctx,
  kind: TermsKind,
  at: Temporal.Instant = ctx.clock.now(),
): Promise<readonly TermsText[]> {
  const rows = await ctx.db
    .select()
    .from(termsVersions)
    .where(
      and(
        eq(termsVersions.tenantId, ctx.tenantId),
        eq(termsVersions.kind, kind),
        lte(termsVersions.validFrom, at),
      ),
    )
    .orderBy(desc(termsVersions.version));
  return rows.filter(({ version }) => version === rows[0]?.version);
}

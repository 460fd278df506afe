import { and, asc, desc, eq } from "drizzle-orm";
import type { Language } from "@/core/language";
import { termsVersions, type TermsKind } from "@/db/schema/sign-ups";
import type { Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";
import { textFor, textsInForce, type TermsText } from "./terms-rows";

/** The text that holds now, in a reader's language; null before the first is published. Anybody may read it. */
export async function currentTerms(
  ctx: Ctx,
  kind: TermsKind,
  locale: Language,
): Promise<TermsText | null> {
  return textFor(await textsInForce(ctx, kind), locale);
}

/** A version of the texts, as a list shows it. */
export interface TermsVersionView extends TermsText {
  readonly locales: readonly string[];
  /** coming: its day is not here. holds: it counts now. past: another one does. */
  readonly state: "coming" | "holds" | "past";
}

/** All versions of a kind, newest first, each in a reader's language. Anybody may read them. */
export async function listTermsVersions(
  ctx: Ctx,
  kind: TermsKind,
  locale: Language,
): Promise<readonly TermsVersionView[]> {
  const rows = await ctx.db
    .select()
    .from(termsVersions)
    .where(and(eq(termsVersions.tenantId, ctx.tenantId), eq(termsVersions.kind, kind)))
    .orderBy(desc(termsVersions.version), asc(termsVersions.locale));
  const now = ctx.clock.now();
  const isHere = ({ validFrom }: TermsText) => Temporal.Instant.compare(validFrom, now) <= 0;
  const holds = rows.find(isHere)?.version;
  return [...Map.groupBy(rows, ({ version }) => version).values()].flatMap((texts) => {
    const text = textFor(texts, locale);
    if (!text) return [];
    const state =
      text.version === holds
        ? ("holds" as const)
        : isHere(text)
          ? ("past" as const)
          : ("coming" as const);
    return [{ ...text, state, locales: texts.map((one) => one.locale) }];
  });
}

/** One version in a reader's language. Anybody may read it. @throws ServiceError NOT_FOUND. */
export async function readTermsVersion(
  ctx: Ctx,
  kind: TermsKind,
  { version, locale }: { readonly version: number; readonly locale: Language },
): Promise<TermsText> {
  const rows = await ctx.db
    .select()
    .from(termsVersions)
    .where(
      and(
        eq(termsVersions.tenantId, ctx.tenantId),
        eq(termsVersions.kind, kind),
        eq(termsVersions.version, version),
      ),
    );
  const text = textFor(rows, locale);
  if (!text) throw new ServiceError("NOT_FOUND", "There is no such version.");
  return text;
}

/** The newest version of a kind, whether or not its day is here, in all its languages; null before the first. */
export async function latestTerms(
  ctx: Ctx,
  kind: TermsKind,
): Promise<{ readonly version: number; readonly texts: readonly TermsText[] } | null> {
  const rows = await ctx.db
    .select()
    .from(termsVersions)
    .where(and(eq(termsVersions.tenantId, ctx.tenantId), eq(termsVersions.kind, kind)))
    .orderBy(desc(termsVersions.version));
  const version = rows[0]?.version;
  if (version === undefined) return null;
  return { version, texts: rows.filter((row) => row.version === version) };
}

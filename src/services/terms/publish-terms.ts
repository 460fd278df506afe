import { createHash } from "node:crypto";
import { and, desc, eq } from "drizzle-orm";
import { languages, type Language } from "@/core/language";
import { newId } from "@/db/new-id";
import { tenants } from "@/db/schema/tenants";
import { termsVersions, type TermsKind } from "@/db/schema/sign-ups";
import { inTransaction } from "@/db/transaction";
import { actorName, writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { NOTICE } from "./announce-terms";

/** A new version, in every language that drivers read. */
export interface NewTerms {
  readonly kind: TermsKind;
  readonly validFrom: Temporal.Instant;
  readonly texts: Readonly<Record<Language, { readonly title: string; readonly body: string }>>;
}

const MOST = 60_000;

/**
 * Publishes a version of the terms or of the privacy notice: it holds from its day on and never changes. Drivers are
 * told of changed terms thirty days before, so later versions of terms begin no sooner than that; the first, and the
 * privacy notice, may begin at once. Returns the version. For operations.
 * @throws ServiceError FORBIDDEN, INVALID (a text that is missing or too long, or a day too soon).
 */
export async function publishTerms(ctx: Ctx, input: NewTerms): Promise<number> {
  requireRole(ctx, "operations");
  const { kind, validFrom } = input;
  const texts = languages.map((locale) => ({ locale, ...written(input, locale) }));
  return inTransaction(ctx, async (tx) => {
    // Two at once: the second waits here and gets the next number.
    await tx.db
      .select({ id: tenants.id })
      .from(tenants)
      .where(eq(tenants.id, tx.tenantId))
      .for("no key update");
    const [last] = await tx.db
      .select({ version: termsVersions.version, validFrom: termsVersions.validFrom })
      .from(termsVersions)
      .where(and(eq(termsVersions.tenantId, tx.tenantId), eq(termsVersions.kind, kind)))
      .orderBy(desc(termsVersions.version))
      .limit(1);
    requireDay(tx, input, last);
    const version = (last?.version ?? 0) + 1;
    const publishedAt = tx.clock.now();
    await tx.db.insert(termsVersions).values(
      texts.map(({ locale, title, body }) => ({
        tenantId: tx.tenantId,
        id: newId<"other">(),
        kind,
        version,
        locale,
        title,
        body,
        bodySha256: createHash("sha256").update(body).digest(),
        validFrom,
        publishedAt,
        publishedBy: actorName(tx.actor),
      })),
    );
    await writeAudit(tx, {
      action: "terms.published",
      subjectType: "terms",
      subjectId: `${kind} ${version}`,
      detail: { validFrom: validFrom.toString() },
    });
    return version;
  });
}

function written({ texts }: NewTerms, locale: Language) {
  const title = texts[locale].title.trim();
  const body = texts[locale].body.replaceAll("\r\n", "\n").trim();
  const isWhole = title.length > 0 && title.length <= 200 && body.length > 0 && body.length <= MOST;
  if (isWhole) return { title, body };
  throw new ServiceError("INVALID", "A text needs a title and words in every language.", {
    field: locale,
  });
}

function requireDay(
  ctx: Ctx,
  { kind, validFrom }: NewTerms,
  last: { readonly validFrom: Temporal.Instant } | undefined,
): void {
  const now = ctx.clock.now();
  // The first changes nothing for anybody.
  if (!last) return;
  // A day that is running may be meant from its beginning.
  const soonest = (kind === "terms" ? now.add(NOTICE) : now).subtract({ hours: 24 });
  const isAfter = Temporal.Instant.compare(last.validFrom, validFrom) < 0;
  if (isAfter && Temporal.Instant.compare(validFrom, soonest) >= 0) return;
  throw new ServiceError("INVALID", "That day is too soon.", {
    field: "validFrom",
    reason: isAfter ? "too-soon" : "before-last",
    soonest: soonest.toString(),
  });
}

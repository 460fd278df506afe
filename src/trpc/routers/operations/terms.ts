import { publishTerms } from "@/services/terms/publish-terms";
import { latestTerms, listTermsVersions } from "@/services/terms/read-terms";
import { readPortal } from "@/services/tenants/read-portal";
import { operationsProcedure, router } from "@/trpc/init";
import { localeInput } from "@/trpc/inputs/locale";
import { newTermsInput, termsKindInput } from "@/trpc/inputs/terms";

/** What drivers agree to. */
export const termsRouter = router({
  list: operationsProcedure.input(localeInput).query(async ({ ctx, input }) => {
    const of = (kind: "terms" | "privacy") => listTermsVersions(ctx.ctx, kind, input.locale);
    const [terms, privacy] = await Promise.all([of("terms"), of("privacy")]);
    return [...terms, ...privacy];
  }),
  /** The newest text in each language, to begin with, and its version. */
  latest: operationsProcedure
    .input(termsKindInput)
    .query(({ ctx, input }) => latestTerms(ctx.ctx, input.kind)),
  publish: operationsProcedure.input(newTermsInput).mutation(async ({ ctx, input }) => {
    const { timeZone } = await readPortal(ctx.ctx);
    const validFrom = Temporal.PlainDate.from(input.validFrom)
      .toZonedDateTime(timeZone)
      .toInstant();
    const version = await publishTerms(ctx.ctx, { ...input, validFrom });
    return { version };
  }),
});

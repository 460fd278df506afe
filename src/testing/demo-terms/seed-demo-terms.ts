import type { Id } from "@/core/ids";
import { newId } from "@/db/new-id";
import { termsAcceptances } from "@/db/schema/sign-ups";
import type { Ctx } from "@/services/context";
import { publishTerms } from "@/services/terms/publish-terms";
import { textsInForce } from "@/services/terms/terms-rows";
import { PRIVACY } from "./privacy-notices";
import { TERMS_DE } from "./terms-de";
import { TERMS_EN } from "./terms-en";
import { TERMS_SV } from "./terms-sv";

/** Somebody of the demo who agreed to the terms when he became a driver. */
interface DemoSigner {
  readonly userId: Id<"user">;
  readonly driverId: Id<"driver">;
}

/** The demo's terms and privacy notice, in force since `since`; its drivers agreed to them on that day. */
export async function seedDemoTerms(
  ctx: Ctx,
  since: Temporal.Instant,
  signers: readonly DemoSigner[],
): Promise<void> {
  const terms = { sv: TERMS_SV, en: TERMS_EN, de: TERMS_DE };
  await publishTerms(ctx, { kind: "terms", validFrom: since, texts: terms });
  await publishTerms(ctx, { kind: "privacy", validFrom: since, texts: PRIVACY });
  const texts = await textsInForce(ctx, "terms");
  const shown = texts.find(({ locale }) => locale === "sv");
  if (!shown) throw new Error("the demo's terms are not there");
  await ctx.db.insert(termsAcceptances).values(
    signers.map(({ userId, driverId }) => ({
      tenantId: ctx.tenantId,
      id: newId<"other">(),
      userId,
      driverId,
      termsVersionId: shown.id,
      acceptedAt: since,
    })),
  );
}

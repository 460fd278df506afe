import "server-only";
import { cache } from "react";
import { currentNewcomer } from "@/auth/current-newcomer";
import { currentPerson, type Person } from "@/auth/current-person";
import { webRuntime } from "@/auth/runtime";
import type { Id } from "@/core/ids";
import type { Language } from "@/core/language";
import { openContext, type Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";
import { openingStandingOf, type OpeningStanding } from "@/services/sign-up/opening-standing";
import { findPortalTenant } from "@/services/tenants/find-portal-tenant";
import { readPortal, type Portal } from "@/services/tenants/read-portal";
import {
  currentTerms,
  listTermsVersions,
  readTermsVersion,
  type TermsVersionView,
} from "@/services/terms/read-terms";
import type { TermsText } from "@/services/terms/terms-rows";
import { confirmEmailChange } from "@/services/users/change-email";
import {
  findOpenEmailChange,
  readEmailChangeToken,
  type EmailChangeDeed,
} from "@/services/users/email-change-rows";
import { takeEmailChangeBack } from "@/services/users/take-back-email";

/** Whose portal is looked at: of whoever is signed in, else the one that strangers meet. */
const portalContext = cache(async (): Promise<Ctx | null> => {
  const runtime = webRuntime();
  const known = (await currentPerson()) ?? (await currentNewcomer());
  const tenantId = known?.tenantId ?? (await findPortalTenant(runtime));
  return tenantId ? contextFor(tenantId) : null;
});

function contextFor(tenantId: Id<"tenant">): Ctx {
  return openContext(webRuntime(), { tenantId, actor: { kind: "system", name: "portal" } });
}

/** What anybody may know of the tenant; null in an installation without one. */
export async function publicPortal(): Promise<Portal | null> {
  const ctx = await portalContext();
  return ctx && readPortal(ctx);
}

/** How an address stands to opening an account. */
export type Standing = OpeningStanding;

/** How somebody who is signed in stands to opening an account of his own. */
export async function openingStanding({ email }: Person): Promise<Standing> {
  const ctx = await portalContext();
  return ctx ? openingStandingOf(ctx, email) : "elsewhere";
}

/** A text of terms as anybody may read it: with the version before, to show what changed. */
export interface PublicTerms {
  readonly text: TermsText | null;
  readonly before: TermsText | null;
  readonly versions: readonly TermsVersionView[];
}

/** The text that holds now, or a version of it; null where there is no such version. */
export async function publicTerms(
  kind: "terms" | "privacy",
  locale: Language,
  version?: number,
): Promise<PublicTerms | null> {
  const ctx = await portalContext();
  if (!ctx) return { text: null, before: null, versions: [] };
  const versions = await listTermsVersions(ctx, kind, locale);
  const text =
    version === undefined
      ? await currentTerms(ctx, kind, locale)
      : await find(ctx, kind, { version, locale });
  if (version !== undefined && !text) return null;
  const earlier = text && text.version > 1 ? text.version - 1 : null;
  const before = earlier && (await find(ctx, kind, { version: earlier, locale }));
  return { text, before: before || null, versions };
}

async function find(
  ctx: Ctx,
  kind: "terms" | "privacy",
  of: { readonly version: number; readonly locale: Language },
): Promise<TermsText | null> {
  try {
    return await readTermsVersion(ctx, kind, of);
  } catch (error) {
    if (error instanceof ServiceError && error.code === "NOT_FOUND") return null;
    throw error;
  }
}

/** What a link of a change of address stands for; null for one that is not valid. Nothing is changed. */
export async function readAddressLink(
  deed: EmailChangeDeed,
  token: string,
): Promise<{ old: string; email: string; isChanged: boolean } | null> {
  const ctx = contextOfLink(deed, token);
  const change = ctx && (await findOpenEmailChange(ctx, deed, token));
  if (!change) return null;
  return { old: change.fromEmail, email: change.toEmail, isChanged: change.state === "changed" };
}

/** Follows such a link, for whoever holds it: he reads the address that it went to. */
export async function followAddressLink(
  deed: EmailChangeDeed,
  token: string,
): Promise<"done" | "gone" | "taken"> {
  const ctx = contextOfLink(deed, token);
  if (!ctx) return "gone";
  try {
    await (deed === "confirm" ? confirmEmailChange : takeEmailChangeBack)(ctx, token);
    return "done";
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return error.code === "CONFLICT" ? "taken" : "gone";
  }
}

function contextOfLink(deed: EmailChangeDeed, token: string): Ctx | null {
  const meant = readEmailChangeToken(webRuntime().settings, deed, token);
  return meant && contextFor(meant.tenantId);
}

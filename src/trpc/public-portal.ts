import "server-only";
import { cache } from "react";
import { currentNewcomer } from "@/auth/current-newcomer";
import { currentPerson } from "@/auth/current-person";
import { webRuntime } from "@/auth/runtime";
import type { Id } from "@/core/ids";
import type { Language } from "@/core/language";
import { openContext, type Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";
import { findPortalTenant } from "@/services/tenants/find-portal-tenant";
import { readPortal, type Portal } from "@/services/tenants/read-portal";
import {
  currentTerms,
  listTermsVersions,
  readTermsVersion,
  type TermsVersionView,
} from "@/services/terms/read-terms";
import type { TermsText } from "@/services/terms/terms-rows";
import { confirmEmailChange, readEmailChange } from "@/services/users/change-email";

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

/** What a link for another address stands for; null for one that is not valid. Nothing is changed. */
export function readAddressLink(token: string): { old: string; email: string } | null {
  const runtime = webRuntime();
  const change = readEmailChange(runtime.settings, token, runtime.clock.now());
  return change && { old: change.old, email: change.email };
}

/** Follows such a link, for whoever holds it: he reads the new address. */
export async function followAddressLink(token: string): Promise<"done" | "gone" | "taken"> {
  const runtime = webRuntime();
  const change = readEmailChange(runtime.settings, token, runtime.clock.now());
  if (!change) return "gone";
  try {
    await confirmEmailChange(contextFor(change.tenantId), token);
    return "done";
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return error.code === "CONFLICT" ? "taken" : "gone";
  }
}

import type { Language } from "@/core/language";
import { openContext } from "@/services/context";
import { ServiceError } from "@/services/service-error";
import { startSignUp } from "@/services/sign-up/start-sign-up";
import { findPortalTenant } from "@/services/tenants/find-portal-tenant";
import type { Person } from "./find-person";
import { webRuntime } from "./runtime";

/**
 * Opens a sign-up for an address where anybody may sign up: at the tenant that strangers meet, or at that of somebody
 * who is signed in. Whether he may; not whether he is known.
 */
export async function beginSignUp(
  email: string,
  locale: Language,
  known?: Pick<Person, "tenantId">,
): Promise<boolean> {
  const runtime = webRuntime();
  const tenantId = known?.tenantId ?? (await findPortalTenant(runtime));
  if (!tenantId) return false;
  const ctx = openContext(runtime, { tenantId, actor: { kind: "system", name: "sign-up" } });
  try {
    await startSignUp(ctx, { email, locale });
    return true;
  } catch (error) {
    if (error instanceof ServiceError && error.code === "FORBIDDEN") return false;
    throw error;
  }
}

import type { PartnerSettings } from "@/db/schema/partners";

/**
 * The roles that our party plays towards a partner, those who read one role only read the first: eMSP, and SCSP unless
 * its settings say otherwise, so that it may leave a site's smart charging to us. OCPI 2.1.1 knows no roles.
 */
export function ourRoles(
  settings: PartnerSettings,
  version: string | null,
): readonly ("EMSP" | "SCSP")[] {
  const isOld = (version ?? "").trim().startsWith("2.1");
  return isOld || settings.isEmspOnly ? ["EMSP"] : ["EMSP", "SCSP"];
}

import type { Id } from "@/core/ids";
import type { PartnerRole, PartnerSettings, PartnerState } from "@/db/schema/partners";

export type { PartnerRole, PartnerSettings, PartnerState };

/** The connection behind a token that a partner presented. */
export interface AuthenticatedPartner {
  readonly id: Id<"partner">;
  readonly tenantId: Id<"tenant">;
  readonly name: string;
  readonly state: PartnerState;
  /** A: only versions and credentials. C: everything. */
  readonly tokenKind: "A" | "C";
  readonly roles: readonly PartnerRole[];
  readonly settings: PartnerSettings;
  /** The OCPI version agreed on; null before the handshake. */
  readonly version: string | null;
}

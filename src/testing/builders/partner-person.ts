import { randomBytes } from "node:crypto";
import type { Id } from "@/core/ids";
import { invitePartnerPerson } from "@/services/partners/invite-partner-person";
import type { Actor } from "@/services/context";
import type { TestTenant } from "./tenant";

/** Mints a person who speaks for a partner; returns how this person acts. */
export async function aPartnerPerson(
  tenant: TestTenant,
  partnerId: Id<"partner">,
): Promise<Extract<Actor, { readonly kind: "user" }>> {
  const email = `nora-${randomBytes(5).toString("hex")}@kvitt.example`;
  const userId = await invitePartnerPerson(tenant.ctx, { partnerId, email, name: "Nora Ström" });
  return { kind: "user", userId, email, roles: ["partner"], driverId: null };
}

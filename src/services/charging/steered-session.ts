import { and, eq } from "drizzle-orm";
import { asId, isId, type Id } from "@/core/ids";
import { partnerEndpoints, partners } from "@/db/schema/partners";
import { sessions } from "@/db/schema/sessions";
import { withOwnToken } from "@/services/accounts/own-tokens";
import type { Ctx } from "@/services/context";
import { requireReachable } from "@/services/hubs/party-status";
import { ourRoles } from "@/services/partners/our-roles";
import { ServiceError } from "@/services/service-error";
import { readSteering } from "./read-steering";

/** What a CPO is asked of a session: through which of its modules, and what its EVSE must be able to do. */
const NEEDS = {
  preferences: {
    identifier: "sessions",
    role: "SENDER",
    capability: "CHARGING_PREFERENCES_CAPABLE",
    missing: "no-preferences",
    words: "This operator takes no charging preferences.",
  },
  profile: {
    identifier: "chargingprofiles",
    role: "RECEIVER",
    capability: "CHARGING_PROFILE_CAPABLE",
    missing: "no-profiles",
    words: "This operator takes no charging profiles.",
  },
} as const;

export type Steering = keyof typeof NEEDS;

/** The session's row, held for the transaction. @throws ServiceError NOT_FOUND, also for another driver's. */
export async function lockSession(tx: Ctx, sessionId: string, driverId: Id<"driver"> | null) {
  const [session] = isId(sessionId)
    ? await tx.db
        .select()
        .from(sessions)
        .where(
          and(
            eq(sessions.tenantId, tx.tenantId),
            eq(sessions.id, asId<"session">(sessionId)),
            driverId === null
              ? undefined
              : and(
                  eq(sessions.driverId, driverId),
                  withOwnToken(tx, { tokenId: sessions.tokenId, at: sessions.startedAt }),
                ),
          ),
        )
        .for("update")
    : [];
  if (!session) throw new ServiceError("NOT_FOUND", "There is no such session.");
  return session;
}

/** What of a session, begun or in mind, says whether it can be steered. */
export type SteerableSession = Pick<
  typeof sessions.$inferSelect,
  | "status"
  | "purpose"
  | "partnerId"
  | "countryCode"
  | "partyId"
  | "locationOcpiId"
  | "evseUid"
  | "connectorId"
>;

/**
 * Lets through what can be asked of a session: it charges, its CPO has the module in a version that knows it (from
 * 2.2 on) and can be reached, and its EVSE does not say that it can't. Where the EVSE is not known, or says nothing
 * of what it can do, the CPO may answer itself.
 * @throws ServiceError PRECONDITION with `reason` "not-running", "not-scsp" (another eMSP's driver, and we
 * told the partner that we are an eMSP alone), "no-preferences", "no-profiles", "not-capable" or "not-reachable".
 */
export async function requireSteering(ctx: Ctx, session: SteerableSession, what: Steering) {
  const { capability, missing, words } = NEEDS[what];
  if (session.status !== "ACTIVE") {
    throw new ServiceError("PRECONDITION", "This session is not charging.", {
      reason: "not-running",
    });
  }
  if (session.purpose === "steering" && !(await isScspTo(ctx, session.partnerId))) {
    throw new ServiceError("PRECONDITION", "This operator did not leave its charging to us.", {
      reason: "not-scsp",
    });
  }
  if (!(await hasModule(ctx, session.partnerId, what))) {
    throw new ServiceError("PRECONDITION", words, { reason: missing });
  }
  const steering = await readSteering(ctx, session);
  const { capabilities } = steering;
  if (capabilities !== null && !capabilities.includes(capability)) {
    throw new ServiceError("PRECONDITION", "This charging point does not take that.", {
      reason: "not-capable",
      capability,
    });
  }
  await requireReachable(ctx, session.partnerId, session);
  return steering;
}

/** Whether we told a partner that we steer charging, also of other eMSPs' drivers. OCPI mod_credentials, Role SCSP. */
export async function isScspTo(ctx: Ctx, partnerId: Id<"partner">): Promise<boolean> {
  const [row] = await ctx.db
    .select({ settings: partners.settings, version: partners.version })
    .from(partners)
    .where(and(eq(partners.tenantId, ctx.tenantId), eq(partners.id, partnerId)));
  return row !== undefined && ourRoles(row.settings, row.version).includes("SCSP");
}

/** Whether a registered partner has the module that takes something of a session, in a version that knows it. */
export async function hasModule(
  ctx: Ctx,
  partnerId: Id<"partner">,
  what: Steering,
): Promise<boolean> {
  const { identifier, role } = NEEDS[what];
  const [row] = await ctx.db
    .select({ version: partners.version })
    .from(partners)
    .innerJoin(
      partnerEndpoints,
      and(
        eq(partnerEndpoints.tenantId, partners.tenantId),
        eq(partnerEndpoints.partnerId, partners.id),
        eq(partnerEndpoints.identifier, identifier),
        eq(partnerEndpoints.role, role),
      ),
    )
    .where(
      and(
        eq(partners.tenantId, ctx.tenantId),
        eq(partners.id, partnerId),
        eq(partners.state, "registered"),
      ),
    );
  return row !== undefined && !(row.version ?? "").trim().startsWith("2.1");
}

/** Why something can't be asked of a session now, as `requireSteering` would say; null where it can. */
export async function findHindrance(
  ctx: Ctx,
  session: SteerableSession,
  what: Steering,
): Promise<string | null> {
  try {
    await requireSteering(ctx, session, what);
    return null;
  } catch (error) {
    if (!(error instanceof ServiceError) || error.code !== "PRECONDITION") throw error;
    return error.detail["reason"] ?? "other";
  }
}

import { and, eq } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { checkSettings } from "@/core/smart-charging/site/check-site";
import type { NodeDraft, SiteSettings } from "@/core/smart-charging/site/site-draft";
import { newId } from "@/db/new-id";
import { partners } from "@/db/schema/partners";
import { sites } from "@/db/schema/sites";
import { inTransaction } from "@/db/transaction";
import { writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { refuseFaults } from "./refuse-faults";
import { storeTree } from "./store-tree";
import { wakeSite } from "./wake-site";

/** A site as it is first described: whose stations stand there, what holds for it, and its tree of limits. */
export interface SiteDraft {
  readonly partnerId: Id<"partner">;
  readonly countryCode: string;
  readonly partyId: string;
  readonly settings: SiteSettings;
  readonly nodes: readonly NodeDraft[];
}

/** What holds for a site unless its people say otherwise. */
export const USUAL_SETTINGS = {
  zone: null,
  voltage: 230,
  slotMinutes: 15,
  horizonSlots: 96,
  isSteered: false,
  safeW: null,
  baseLoad: null,
  assumedStayMinutes: 240,
  assumedEnergyWh: 20_000,
} as const satisfies Partial<SiteSettings>;

/**
 * Describes a new site, and has it planned at once. For operations and our own system. Answers its id.
 * @throws ServiceError INVALID with `fault` and `node`, CONFLICT where another site has one of its EVSEs, NOT_FOUND for
 * a partner that we don't know.
 */
export async function describeSite(ctx: Ctx, draft: SiteDraft): Promise<Id<"site">> {
  requireRole(ctx, "operations");
  refuseFaults(checkSettings(draft.settings));
  return inTransaction(ctx, async (tx) => {
    const { tenantId } = tx;
    const { partnerId, settings, nodes } = draft;
    const [partner] = await tx.db
      .select({ id: partners.id })
      .from(partners)
      .where(and(eq(partners.tenantId, tenantId), eq(partners.id, partnerId)));
    if (!partner) throw new ServiceError("NOT_FOUND", "There is no such partner.");
    const id = newId<"site">();
    const party = {
      countryCode: draft.countryCode.toUpperCase(),
      partyId: draft.partyId.toUpperCase(),
    };
    const owner = { id, partnerId, ...party };
    await tx.db
      .insert(sites)
      .values({ tenantId, ...owner, ...settings, createdAt: tx.clock.now() });
    await storeTree(tx, owner, { has: [], gets: nodes });
    await writeAudit(tx, {
      action: "site.described",
      subjectType: "site",
      subjectId: id,
      detail: { ...settings, partnerId, nodes: nodes.length },
    });
    await wakeSite(tx, id, "limit");
    return id;
  });
}

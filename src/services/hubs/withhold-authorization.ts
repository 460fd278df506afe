import { and, eq, isNull, lt, or } from "drizzle-orm";
import type { Id } from "@/core/ids";
import type { DisplayText, PartyId } from "@/core/roaming/party";
import { pullCursors } from "@/db/schema/exchange";
import type { Ctx } from "@/services/context";
import { readPartyStatus } from "./party-status";

const TEXTS: readonly DisplayText[] = [
  { language: "en", text: "The operator's network can't be reached right now." },
  { language: "sv", text: "Operatörens nät går inte att nå just nu." },
  { language: "de", text: "Das Netz des Betreibers ist gerade nicht erreichbar." },
];

/** A party that asks is there, so that its hub's list is read again; not for each question. */
const READ_AGAIN_AFTER = { minutes: 1 } as const;

/**
 * What to tell the driver where a party behind a hub asks though the hub says that it is not connected: what it
 * charged could not be settled. Null where nothing is withheld. The hub's list is then due at once.
 */
export async function whyWithheld(
  ctx: Ctx,
  asked: {
    readonly partnerId: Id<"partner">;
    readonly by: PartyId;
    readonly language: string | null;
  },
): Promise<DisplayText | null> {
  const { partnerId, by, language } = asked;
  const status = await readPartyStatus(ctx, partnerId, by);
  if (status === null || status === "CONNECTED") return null;
  const now = ctx.clock.now();
  await ctx.db
    .update(pullCursors)
    .set({ dueAt: now })
    .where(
      and(
        eq(pullCursors.tenantId, ctx.tenantId),
        eq(pullCursors.partnerId, partnerId),
        eq(pullCursors.module, "hubclientinfo"),
        or(
          isNull(pullCursors.lastRunAt),
          lt(pullCursors.lastRunAt, now.subtract(READ_AGAIN_AFTER)),
        ),
      ),
    );
  return TEXTS.find((one) => one.language === language) ?? TEXTS[0] ?? null;
}

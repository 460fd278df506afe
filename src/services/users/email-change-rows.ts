import { and, eq } from "drizzle-orm";
import type { InferSelectModel } from "drizzle-orm";
import { asId, isId, type Id } from "@/core/ids";
import { emailChanges } from "@/db/schema/privacy";
import type { Ctx, ServiceSettings } from "@/services/context";
import { openSigned, signText } from "./signed-link";

/** A change of address as it is stored. */
export type EmailChangeRow = InferSelectModel<typeof emailChanges>;

/** confirm: the new address says that it is theirs. back: the old one says that it was not them. */
export type EmailChangeDeed = "confirm" | "back";

const PURPOSES = { confirm: "email change", back: "email change back" } as const;
const PATHS = { confirm: "/new-address", back: "/new-address/back" } as const;

/** The address of the page on which a change is confirmed or taken back: a secret of whoever reads the mail. */
export function emailChangeUrl(ctx: Ctx, deed: EmailChangeDeed, id: Id<"other">): string {
  const token = signText(ctx.settings, PURPOSES[deed], JSON.stringify([ctx.tenantId, id]));
  return `${ctx.settings.baseUrl}${PATHS[deed]}?token=${token}`;
}

/** Which change a link means; null for one that we did not make for this deed. */
export function readEmailChangeToken(
  settings: ServiceSettings,
  deed: EmailChangeDeed,
  token: string,
): { readonly tenantId: Id<"tenant">; readonly id: Id<"other"> } | null {
  const text = openSigned(settings, PURPOSES[deed], token);
  if (text === null) return null;
  const [tenantId = "", id = ""] = (JSON.parse(text) as readonly unknown[]).map(String);
  if (!isId(tenantId) || !isId(id)) return null;
  return { tenantId: asId<"tenant">(tenantId), id: asId<"other">(id) };
}

/** The change that a link means, while it can still be followed; null afterwards. `lock` keeps it for the transaction. */
export async function findOpenEmailChange(
  ctx: Ctx,
  deed: EmailChangeDeed,
  token: string,
  { lock }: { readonly lock: boolean } = { lock: false },
): Promise<EmailChangeRow | null> {
  const meant = readEmailChangeToken(ctx.settings, deed, token);
  if (meant?.tenantId !== ctx.tenantId) return null;
  const select = ctx.db
    .select()
    .from(emailChanges)
    .where(and(eq(emailChanges.tenantId, ctx.tenantId), eq(emailChanges.id, meant.id)));
  const [row] = await (lock ? select.for("update") : select);
  if (!row) return null;
  const until = deed === "confirm" ? row.confirmUntil : row.backUntil;
  const isOpen = deed === "confirm" ? row.state === "asked" : row.state !== "taken_back";
  return isOpen && Temporal.Instant.compare(ctx.clock.now(), until) <= 0 ? row : null;
}

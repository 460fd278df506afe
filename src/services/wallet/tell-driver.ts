import { and, eq } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { drivers } from "@/db/schema/drivers";
import type { notifications } from "@/db/schema/notifications";
import type { Ctx } from "@/services/context";
import { writeNotification } from "@/services/notifications/write-notification";

/** News of a wallet or a limit; the same key is told once. */
export interface WalletNews {
  readonly key: string;
  readonly kind: (typeof notifications.$inferInsert)["kind"];
  readonly amount: { readonly amountMinor: bigint; readonly currency: string };
  readonly page?: "wallet" | "limits";
  readonly more?: Readonly<Record<string, string>>;
}

/** Leaves a mail to a driver about his wallet, in the transaction of the fact. */
export async function tellDriver(
  tx: Ctx,
  driverId: Id<"driver">,
  { key, kind, amount, page = "wallet", more = {} }: WalletNews,
): Promise<void> {
  const [driver] = await tx.db
    .select({ name: drivers.name, email: drivers.email, locale: drivers.locale })
    .from(drivers)
    .where(and(eq(drivers.tenantId, tx.tenantId), eq(drivers.id, driverId)));
  if (!driver) return;
  await writeNotification(tx, {
    key,
    kind,
    email: driver.email,
    locale: driver.locale,
    payload: {
      name: driver.name,
      totalMinor: amount.amountMinor.toString(),
      currency: amount.currency,
      url: `${tx.settings.baseUrl}/${page}`,
      ...more,
    },
  });
}

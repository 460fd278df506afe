import { useTranslations } from "next-intl";
import type { RouterOutputs } from "@/trpc/outputs";

type Session = RouterOutputs["driver"]["sessions"]["get"];

/** That the operator's record came in a later month than the charge, so that its bill may, too. Nothing for most. */
export function SessionLate({ session, timeZone }: { session: Session; timeZone: string }) {
  const t = useTranslations("receipts");
  const { endedAt, receivedAt } = session;
  if (!endedAt || !receivedAt) return null;
  const monthOf = (at: Temporal.Instant) =>
    at.toZonedDateTimeISO(timeZone).toPlainDate().with({ day: 1 });
  const days = Math.floor(receivedAt.since(endedAt).total("days"));
  if (days < 1 || monthOf(endedAt).equals(monthOf(receivedAt))) return null;
  return (
    <p role="note" className="max-w-prose border-l-3 border-wait bg-wait-tint px-5 py-4">
      {t("billedLate", { days })}
    </p>
  );
}

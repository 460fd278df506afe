import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { Money } from "@/components/money";
import { Notice } from "@/components/ui/notice";
import { api } from "@/trpc/server";
import { DisputeForm } from "./dispute-form";

const TONES = { open: "wait", credited: "ok", refused: "info" } as const;

/** What was given back of a charge, what became of the driver's objection, and a way to object. */
export async function ChargeObjection({ sessionId }: { sessionId: string }) {
  const [t, { canDispute, dispute, credits }] = await Promise.all([
    getTranslations("credits.dispute"),
    (await api()).driver.creditNotes.ofSession({ id: sessionId }),
  ]);
  return (
    <>
      {dispute ? (
        <Notice tone={TONES[dispute.state]} title={t(`state.${dispute.state}`)}>
          <p>
            {t("youSaid")} {dispute.text}
          </p>
          {dispute.answer ? (
            <p>
              {t("weSay")} {dispute.answer}
            </p>
          ) : null}
        </Notice>
      ) : null}
      {credits.map((credit) => (
        <Notice
          key={credit.id}
          tone="ok"
          title={
            <span className="flex flex-wrap justify-between gap-x-4">
              <Link href={`/credit-notes/${credit.id}`} className="underline underline-offset-2">
                {t("credit", { number: credit.number })}
              </Link>
              <Money value={credit.amount} />
            </span>
          }
        >
          {credit.reason}
        </Notice>
      ))}
      {canDispute ? <DisputeForm sessionId={sessionId} /> : null}
    </>
  );
}

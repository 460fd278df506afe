import Link from "next/link";
import { getTimeZone, getTranslations } from "next-intl/server";
import { ClockWords } from "@/app/dispute-trace/clock-words";
import { DismissFindings } from "@/app/(driver)/dismiss-findings";
import { FindingList } from "@/app/dispute-trace/finding-list";
import { Money } from "@/components/money";
import { LinkButton } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { RouterOutputs } from "@/trpc/outputs";
import { DisputeForm } from "./dispute-form";

type Said = NonNullable<RouterOutputs["driver"]["disputes"]["ofSession"]>;

interface AboutCharge {
  readonly sessionId: string;
  readonly said: Said;
}

/** What does not fit about a charge, what the driver said of it and what became of that. */
export async function ChargeObjection({ sessionId, said }: AboutCharge) {
  const [t, timeZone] = await Promise.all([getTranslations("disputes.offer"), getTimeZone()]);
  const { findings, dispute } = said;
  return (
    <>
      {dispute ? <Standing dispute={dispute} timeZone={timeZone} /> : null}
      {findings.length > 0 ? (
        <Notice
          tone="wait"
          title={t("title")}
          action={
            <div className="flex flex-wrap gap-2">
              <SayIt sessionId={sessionId} said={said} />
              <DismissFindings id={sessionId} findings={said.findingKeys} />
            </div>
          }
        >
          <FindingList findings={findings} timeZone={timeZone} />
          <p>{t("text")}</p>
        </Notice>
      ) : null}
      <Credits credits={said.credits} />
    </>
  );
}

/** A way to say that a charge is not right, beside its price; what does not fit by itself has its own. */
export async function ObjectionOffer({ sessionId, said }: AboutCharge) {
  if (said.findings.length > 0 || !said.canDispute) return null;
  const t = await getTranslations("disputes.form");
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 print:hidden">
      <SayIt sessionId={sessionId} said={said} />
      {said.isPriced ? null : <span className="text-sm text-ink-soft">{t("notPriced")}</span>}
    </div>
  );
}

function SayIt({ sessionId, said: { canDispute, findings, token, days } }: AboutCharge) {
  return canDispute ? (
    <DisputeForm
      sessionId={sessionId}
      token={token?.name ?? null}
      days={days}
      suggested={suggestedReason(findings)}
    />
  ) : null;
}

function suggestedReason(findings: Said["findings"]): "overlap" | "no_charge" | "amount" {
  const [first] = findings;
  if (first?.code === "noEnergy") return "no_charge";
  const isPair = first !== undefined && ["overlap", "tooFar", "duplicate"].includes(first.code);
  return isPair ? "overlap" : "amount";
}

async function Standing({
  dispute,
  timeZone,
}: {
  dispute: NonNullable<Said["dispute"]>;
  timeZone: string;
}) {
  const [t, states] = await Promise.all([
    getTranslations("disputes.charge"),
    getTranslations("disputes.states"),
  ]);
  const isGood = dispute.state === "credited" || dispute.state === "refunded";
  return (
    <Notice
      tone={dispute.turn !== null && !isGood ? "wait" : isGood ? "ok" : "info"}
      title={t("heading", {
        number: dispute.number,
        state: states(dispute.state, { audience: "driver" }),
      })}
      action={
        <LinkButton href={`/disputes/${dispute.id}`} variant="secondary" size="sm">
          {t("see")}
        </LinkButton>
      }
    >
      <ClockWords clock={dispute} timeZone={timeZone} />
    </Notice>
  );
}

async function Credits({ credits }: { credits: Said["credits"] }) {
  const t = await getTranslations("disputes.page");
  return credits.map((credit) => (
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
  ));
}

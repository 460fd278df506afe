import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { cn } from "@/components/cn";
import { Moment } from "@/components/period";
import { money } from "@/core/money/money";
import { formatEnergy, formatMoney } from "@/i18n/formats";
import type { RouterOutputs } from "@/trpc/outputs";
import { ClockWords, type Clock } from "./clock-words";
import { Pictures } from "./pictures";

type Own = RouterOutputs["driver"]["disputes"]["get"];
type Event = Own["events"][number];

/** Whose page a trace stands on; it decides in which words it speaks. */
export type TraceAudience = "driver" | "finance" | "partner";

/** What a trace is made of, whoever reads it. */
export interface Traced extends Clock {
  readonly events: Own["events"];
  readonly course: Own["course"];
  readonly operator: string;
}

/** What happened in a dispute, what runs now with its clock, and what may still come. */
export function TraceList({
  dispute,
  audience,
  timeZone,
  currency,
}: {
  dispute: Traced;
  audience: TraceAudience;
  timeZone: string;
  /** Of figures that the operator proposes. */
  currency: string;
}) {
  const t = useTranslations("disputes.trace");
  const { now, coming } = dispute.course;
  const { operator } = dispute;
  return (
    <ol className="flex flex-col">
      {dispute.events.map((event, index) => (
        <Step
          key={event.seq}
          kind="done"
          isLast={now === null && index === dispute.events.length - 1}
        >
          <EventEntry
            event={event}
            audience={audience}
            operator={operator}
            timeZone={timeZone}
            currency={currency}
          />
        </Step>
      ))}
      {now === null ? null : (
        <Step kind="now" isLast={coming.length === 0}>
          <p className="font-medium">{t(`steps.${now}`, { audience, operator })}</p>
          <ClockWords clock={dispute} timeZone={timeZone} />
        </Step>
      )}
      {coming.map((step, index) => (
        <Step key={step} kind="coming" isLast={index === coming.length - 1}>
          <p>
            {step === "operator"
              ? t("operatorIfNeeded")
              : t(`steps.${step}`, { audience, operator })}
            {audience === "driver" && step === "credit" ? `, ${t("ifRight")}` : null}
          </p>
        </Step>
      ))}
    </ol>
  );
}

function Step({
  kind,
  isLast,
  children,
}: {
  kind: "done" | "now" | "coming";
  isLast: boolean;
  children: ReactNode;
}) {
  const t = useTranslations("disputes.trace");
  return (
    <li
      aria-current={kind === "now" ? "step" : undefined}
      className={cn(
        "relative ml-2 border-l pb-6 pl-5",
        kind === "done" ? "border-rule-strong" : "border-dashed border-rule-strong",
        isLast && "border-transparent pb-0",
      )}
    >
      <span
        aria-hidden
        className={cn(
          "absolute top-1.5 -left-[5px] size-[9px] rounded-full",
          kind === "done" && "bg-ink",
          kind === "now" && "bg-marker outline-2 outline-offset-2 outline-ink",
          kind === "coming" && "border border-rule-strong bg-paper",
        )}
      />
      {kind === "coming" ? <span className="sr-only">{t("coming")}: </span> : null}
      {kind === "now" ? <span className="sr-only">{t("now")}: </span> : null}
      <div className={cn("min-w-0", kind === "coming" && "text-ink-soft")}>{children}</div>
    </li>
  );
}

function EventEntry({
  event,
  audience,
  operator,
  timeZone,
  currency,
}: {
  event: Event;
  audience: TraceAudience;
  operator: string;
  timeZone: string;
  currency: string;
}) {
  const t = useTranslations("disputes.trace");
  const title = useTitle(event, audience, operator);
  return (
    <div className="flex flex-col gap-1">
      <p className="flex flex-wrap items-baseline gap-x-3">
        <span className="font-medium">
          <Linked event={event} audience={audience}>
            {title}
          </Linked>
        </span>
        <Moment at={event.at} timeZone={timeZone} className="text-sm text-ink-soft" />
      </p>
      {event.by || event.readers ? (
        <p className="text-sm text-ink-soft">
          {[event.by, event.readers && t(`readers.${event.readers}`)].filter(Boolean).join(" · ")}
        </p>
      ) : null}
      {event.text === "" ? null : (
        <p className="max-w-prose break-words whitespace-pre-line">{event.text}</p>
      )}
      <Figures event={event} currency={currency} />
      {event.hasBlockedToken ? <p className="text-sm text-ink-soft">{t("blocked")}</p> : null}
      <Pictures ids={event.pictures} />
    </div>
  );
}

function useTitle(event: Event, audience: TraceAudience, operator: string): string {
  const t = useTranslations("disputes.trace");
  const values = { audience, operator };
  switch (event.what) {
    case "opened":
    case "asked":
    case "agreed":
    case "refused":
    case "withdrawn":
    case "reopened":
    case "overdue":
    case "refund":
      return t(event.what, values);
    case "answered":
      return event.answer === "agree"
        ? t("answeredAgree", values)
        : t(event.answer === "corrected" ? "answeredCorrected" : "answeredDisagree", values);
    case "credit_cdr":
      return t("creditCdr", { ...values, id: event.creditCdr?.ocpiId ?? "" });
    case "credit_note":
      return t("creditNote", { ...values, number: event.creditNote?.number ?? "" });
    case "not_billed":
      return t("notBilled", values);
    case "refund_failed":
      return t("refundFailed");
    case "note":
    case "picture": {
      const who = { driver: "noteDriver", partner: "notePartner" } as const;
      const by = event.byKind === "driver" || event.byKind === "partner" ? event.byKind : null;
      return t(by === null ? "noteFinance" : who[by], values);
    }
  }
}

/** A document or a CDR has a page of its own; a CPO's own CDR, too. */
function Linked({
  event,
  audience,
  children,
}: {
  event: Event;
  audience: TraceAudience;
  children: ReactNode;
}) {
  const { creditNote, creditCdr } = event;
  const area = audience === "driver" ? "" : `/${audience}`;
  const href = creditNote?.id
    ? `${area}/credit-notes/${creditNote.id}`
    : creditCdr && audience !== "driver"
      ? `${area}/cdrs/${creditCdr.id}`
      : null;
  if (href === null) return children;
  return (
    <Link href={href} className="underline underline-offset-2">
      {children}
    </Link>
  );
}

function Figures({ event, currency }: { event: Event; currency: string }) {
  const t = useTranslations("disputes.trace");
  const locale = useLocale();
  const { energyMicroKwh, costMinor } = event;
  if (energyMicroKwh === null && costMinor === null) return null;
  const figures = [
    energyMicroKwh === null ? null : formatEnergy(energyMicroKwh, locale),
    costMinor === null ? null : formatMoney(money(costMinor, currency), locale),
  ];
  return <p>{t("figures", { figures: figures.filter(Boolean).join(", ") })}</p>;
}
